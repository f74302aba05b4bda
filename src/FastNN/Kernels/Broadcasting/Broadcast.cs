using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// Applies functions to operands whose shapes are broadcast to that of the result as NumPy does: aligned at the last axis, axes of size
/// one and missing axes repeated. Nothing is allocated.
/// </summary>
internal static unsafe class Broadcast
{
    /// <summary>Finds the shape that two shapes are broadcast to.</summary>
    /// <param name="left">The one shape.</param>
    /// <param name="right">The other.</param>
    /// <param name="destination">Receives the shape; as long as the longer one.</param>
    /// <returns>Whether they go together.</returns>
    public static bool TryShape(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<int> destination)
    {
        for (int back = 1; back <= destination.Length; back++)
        {
            int a = back <= left.Length ? left[^back] : 1, b = back <= right.Length ? right[^back] : 1;
            if (a != b && a != 1 && b != 1) return false;
            destination[^back] = a == 1 ? b : a;
        }

        return true;
    }

    /// <summary>Tells whether a shape is broadcast to another without change of the latter.</summary>
    public static bool Fits(ReadOnlySpan<int> shape, ReadOnlySpan<int> to)
    {
        if (shape.Length > to.Length) return false;
        for (int back = 1; back <= shape.Length; back++)
        {
            if (shape[^back] != 1 && shape[^back] != to[^back]) return false;
        }

        return true;
    }

    /// <summary>Computes over one row: each operand has as many elements as the result, or stays at one.</summary>
    public static void Run<T, TMap>(
        TMap map, T* destination, nint count, Operand<T> first, Operand<T> second, Operand<T> third, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, ITernaryMap<T>
    {
        if (accumulate) Rows<T, TMap, Accumulate>(map, destination, 1, count, first, second, third);
        else Rows<T, TMap, Overwrite>(map, destination, 1, count, first, second, third);
    }

    /// <summary>Computes over shapes; an operand that the function does not read may be null with an empty shape.</summary>
    [SkipLocalsInit]
    public static void Run<T, TMap>(
        TMap map,
        T* destination,
        ReadOnlySpan<int> shape,
        T* first,
        ReadOnlySpan<int> firstShape,
        T* second,
        ReadOnlySpan<int> secondShape,
        T* third,
        ReadOnlySpan<int> thirdShape,
        bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, ITernaryMap<T>
    {
        BroadcastPlan.Make(shape, firstShape, secondShape, thirdShape, out BroadcastPlan plan);
        nint columns = plan.Size(0), rows = plan.Rank > 1 ? plan.Size(1) : 1, blocks = 1;
        for (int axis = 2; axis < plan.Rank; axis++) blocks *= plan.Size(axis);
        int* position = stackalloc int[BroadcastPlan.MaxRank];
        for (int axis = 2; axis < plan.Rank; axis++) position[axis] = 0;
        for (nint block = 0; block < blocks; block++)
        {
            Operand<T> a = Of(in plan, 0, first), b = Of(in plan, 1, second), c = Of(in plan, 2, third);
            if (accumulate) Rows<T, TMap, Accumulate>(map, destination, rows, columns, a, b, c);
            else Rows<T, TMap, Overwrite>(map, destination, rows, columns, a, b, c);
            destination += rows * columns;
            for (int axis = 2; axis < plan.Rank; axis++)
            {
                // Carry to the next axis as an odometer does, taking the pointers back along the one that is full.
                bool full = ++position[axis] == plan.Size(axis);
                nint steps = full ? 1 - plan.Size(axis) : 1;
                first += steps * plan.Stride(axis, 0);
                second += steps * plan.Stride(axis, 1);
                third += steps * plan.Stride(axis, 2);
                if (!full) break;
                position[axis] = 0;
            }
        }
    }

    private static Operand<T> Of<T>(in BroadcastPlan plan, int operand, T* start)
        where T : unmanaged => new(start, plan.Stride(0, operand) == 0, plan.Rank > 1 ? plan.Stride(1, operand) : 0);

    private static void Rows<T, TMap, TMode>(
        TMap map, T* destination, nint rows, nint columns, Operand<T> first, Operand<T> second, Operand<T> third)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, ITernaryMap<T>
        where TMode : struct, IWriteMode
    {
        if (columns == 0) return;
        var kernel = new BroadcastKernel<T, TMap, TMode>
        {
            Map = map,
            Rows = rows,
            Columns = columns,
            Destination = destination,
            First = first,
            Second = second,
            Third = third,
        };
        Dispatch.Run<T, BroadcastKernel<T, TMap, TMode>>(ref kernel);
    }
}
