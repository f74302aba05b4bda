using System.Numerics;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Testing;

/// <summary>Runs kernels under a named lane witness, whatever this machine's own is; all widths run everywhere by software.</summary>
public static class Widths
{
    /// <summary>Gets all widths.</summary>
    public static InstructionSet[] All { get; } = [InstructionSet.Scalar, InstructionSet.V128, InstructionSet.V256, InstructionSet.V512];

    internal static void Run<T, TKernel>(InstructionSet width, ref TKernel kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : struct, IKernel<T>
    {
        switch (width)
        {
            case InstructionSet.Scalar: kernel.Run<T, ScalarLane<T>>(); break;
            case InstructionSet.V128: kernel.Run<Vector128<T>, Lanes128<T>>(); break;
            case InstructionSet.V256: kernel.Run<Vector256<T>, Lanes256<T>>(); break;
            default: kernel.Run<Vector512<T>, Lanes512<T>>(); break;
        }
    }
}
