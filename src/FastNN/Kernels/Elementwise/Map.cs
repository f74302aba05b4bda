using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Applies a function to blocks of memory, element by element. A destination may be the same memory as a source; blocks must not
/// overlap otherwise. Nothing is allocated.
/// </summary>
internal static unsafe class Map
{
    /// <summary>Computes <c>destination = map(x)</c>.</summary>
    public static void Run<T, TMap>(TMap map, T* x, T* destination, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap<T>
    {
        var kernel = new MapKernel<T, TMap> { Map = map, X = x, Destination = destination, Count = count };
        Dispatch.Run<T, MapKernel<T, TMap>>(ref kernel);
    }

    /// <summary>Computes <c>destination = map(x)</c> after checking lengths and overlap.</summary>
    public static void Run<T, TMap>(TMap map, ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap<T>
    {
        Operands.RequireSameLength(x, nameof(x), destination, nameof(destination));
        Operands.RequireSameOrApart(x, nameof(x), destination, nameof(destination));
        fixed (T* xPointer = x, destinationPointer = destination) Run(map, xPointer, destinationPointer, x.Length);
    }

    /// <summary>Computes <c>destination = map(left, right)</c>, or adds it to the destination.</summary>
    public static void Run<T, TMap>(TMap map, T* left, T* right, T* destination, nint count, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IBinaryMap<T>
    {
        if (accumulate) Run<T, TMap, Accumulate>(map, left, right, destination, count);
        else Run<T, TMap, Overwrite>(map, left, right, destination, count);
    }

    /// <summary>
    /// Computes <c>destination = map(left, right)</c>, or adds it to the destination, after checking lengths and overlap.
    /// </summary>
    public static void Run<T, TMap>(
        TMap map, ReadOnlySpan<T> left, string leftName, ReadOnlySpan<T> right, string rightName, Span<T> destination, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IBinaryMap<T>
    {
        Operands.RequireSameLength(left, leftName, right, rightName);
        Operands.RequireSameLength(left, leftName, destination, nameof(destination));
        Operands.RequireSameOrApart(left, leftName, destination, nameof(destination));
        Operands.RequireSameOrApart(right, rightName, destination, nameof(destination));
        fixed (T* leftPointer = left, rightPointer = right, destinationPointer = destination)
        {
            Run(map, leftPointer, rightPointer, destinationPointer, left.Length, accumulate);
        }
    }

    /// <summary>
    /// Computes <c>destination = gradient * f'(saved)</c>, or adds it to the destination, where saved is the activation's output if
    /// <see cref="IActivation{T}.DerivativeUsesOutput"/>, its input otherwise.
    /// </summary>
    public static void RunBackward<T, TActivation>(
        TActivation activation, T* gradient, T* saved, T* destination, nint count, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TActivation : struct, IActivation<T> =>
        Run(new ActivationGradient<T, TActivation>(activation), gradient, saved, destination, count, accumulate);

    private static void Run<T, TMap, TMode>(TMap map, T* left, T* right, T* destination, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IBinaryMap<T>
        where TMode : struct, IWriteMode
    {
        var kernel = new BinaryMapKernel<T, TMap, TMode>
        {
            Map = map,
            Left = left,
            Right = right,
            Destination = destination,
            Count = count,
        };
        Dispatch.Run<T, BinaryMapKernel<T, TMap, TMode>>(ref kernel);
    }
}
