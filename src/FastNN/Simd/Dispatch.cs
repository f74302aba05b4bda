using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastNN.Simd;

/// <summary>
/// Chooses the register width of all kernels, once per process: the widest that this CPU runs and this build contains, or the
/// one named by the environment variable <c>FASTNN_ISA</c> (<c>scalar</c>, <c>v128</c>, <c>v256</c>, <c>v512</c>).
/// </summary>
public static class Dispatch
{
    /// <summary>The environment variable that overrides the choice.</summary>
    public const string Variable = "FASTNN_ISA";

    private static readonly InstructionSet s_widest = FindWidest();
    private static readonly string? s_requested = Environment.GetEnvironmentVariable(Variable);
    private static readonly InstructionSet s_selected = Select();

    /// <summary>Gets the widest instruction set that this CPU runs and this build contains.</summary>
    public static InstructionSet Widest => s_widest;

    /// <summary>Gets the instruction set that the kernels of this process use.</summary>
    public static InstructionSet Selected => s_selected;

    /// <summary>
    /// Gets what is wrong with the value of <c>FASTNN_ISA</c>, or null: an unknown name, or a width that this CPU or build lacks.
    /// Such a value is not obeyed: an unknown name counts as unset, and too wide a width becomes <see cref="Widest"/>.
    /// </summary>
    public static string? Problem
    {
        get
        {
            if (string.IsNullOrEmpty(s_requested)) return null;
            if (!TryParse(s_requested, out InstructionSet requested))
            {
                return $"{Variable} is '{s_requested}'; known values are scalar, v128, v256 and v512";
            }

            return requested > s_widest ? $"{Variable} asks for {Name(requested)}; this CPU and build offer at most {Name(s_widest)}" : null;
        }
    }

    /// <summary>Names an instruction set as <c>FASTNN_ISA</c> does.</summary>
    /// <param name="instructionSet">The instruction set.</param>
    /// <returns><c>scalar</c>, <c>v128</c>, <c>v256</c> or <c>v512</c>.</returns>
    public static string Name(InstructionSet instructionSet) => instructionSet switch
    {
        InstructionSet.Scalar => "scalar",
        InstructionSet.V128 => "v128",
        InstructionSet.V256 => "v256",
        _ => "v512",
    };

    /// <summary>Runs a kernel with the witness of this process.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run<T, TKernel>(ref TKernel kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : struct, IKernel<T>, allows ref struct
    {
        switch (s_selected)
        {
            case InstructionSet.V512: kernel.Run<Vector512<T>, Lanes512<T>>(); break;
            case InstructionSet.V256: kernel.Run<Vector256<T>, Lanes256<T>>(); break;
            case InstructionSet.V128: kernel.Run<Vector128<T>, Lanes128<T>>(); break;
            default: kernel.Run<T, ScalarLane<T>>(); break;
        }
    }

    /// <summary>Gets the number of elements in a register of this process.</summary>
    internal static int LaneCount<T>()
        where T : unmanaged => s_selected switch
        {
            InstructionSet.V512 => Vector512<T>.Count,
            InstructionSet.V256 => Vector256<T>.Count,
            InstructionSet.V128 => Vector128<T>.Count,
            _ => 1,
        };

    /// <summary>Gets the number of registers that code for the instruction set of this process has.</summary>
    internal static int RegisterCount => s_selected switch
    {
        InstructionSet.V512 => Lanes512<float>.RegisterCount,
        InstructionSet.V256 => Lanes256<float>.RegisterCount,
        InstructionSet.V128 => Lanes128<float>.RegisterCount,
        _ => ScalarLane<float>.RegisterCount,
    };

    // Vector512.IsHardwareAccelerated is false on Skylake-X and Cascade Lake, where the runtime avoids 512-bit code of its own;
    // the instructions are there and the kernels gain by them, so ask for the instructions.
    private static InstructionSet FindWidest()
    {
        if (Avx512F.IsSupported && Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported) return InstructionSet.V512;
        if (Avx2.IsSupported && Fma.IsSupported) return InstructionSet.V256;
        return Vector128.IsHardwareAccelerated ? InstructionSet.V128 : InstructionSet.Scalar;
    }

    private static InstructionSet Select() =>
        TryParse(s_requested, out InstructionSet requested) && requested < s_widest ? requested : s_widest;

    private static bool TryParse(string? name, out InstructionSet instructionSet)
    {
        (bool known, instructionSet) = name?.ToLowerInvariant() switch
        {
            "scalar" => (true, InstructionSet.Scalar),
            "v128" => (true, InstructionSet.V128),
            "v256" => (true, InstructionSet.V256),
            "v512" => (true, InstructionSet.V512),
            _ => (false, InstructionSet.Scalar),
        };
        return known;
    }
}
