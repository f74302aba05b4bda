using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Memory;

namespace FastNN.Kernels;

/// <summary>Sums over any axes of a block. Sums over no elements are zero. Nothing is allocated but scratch, which is given back.</summary>
internal static unsafe class AxisSum
{
    /// <summary>Computes the sums.</summary>
    /// <param name="x">The elements, row-major.</param>
    /// <param name="shape">The sizes of the axes, at most 32.</param>
    /// <param name="axes">A bit for each axis to sum over, the lowest for axis 0.</param>
    /// <param name="destination">Receives a sum for each element of the axes that stay.</param>
    /// <param name="accumulate">Whether to add.</param>
    /// <param name="scratch">Lends memory for sums over axes that are apart.</param>
    [SkipLocalsInit]
    public static void Run<T>(T* x, ReadOnlySpan<int> shape, uint axes, T* destination, bool accumulate, Arena<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Neighbours of one kind are one group; axes of one element belong to either.
        nint* size = stackalloc nint[BroadcastPlan.MaxRank];
        bool* summed = stackalloc bool[BroadcastPlan.MaxRank];
        int groups = 0, left = 0;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            bool sums = (axes >> axis & 1) != 0;
            if (shape[axis] == 1) continue;
            if (groups > 0 && summed[groups - 1] == sums)
            {
                size[groups - 1] *= shape[axis];
                continue;
            }

            size[groups] = shape[axis];
            summed[groups++] = sums;
            if (sums) left++;
        }

        ArenaMark mark = scratch.Mark;
        for (int group = groups - 1; group >= 0 && left > 0; group--)
        {
            if (!summed[group]) continue;
            nint outer = 1, inner = 1;
            for (int i = 0; i < group; i++) outer *= size[i];
            for (int i = group + 1; i < groups; i++) inner *= size[i];
            bool isLast = --left == 0;
            T* target = isLast ? destination : scratch.TakePointer((int)(outer * inner));
            Reduce(x, outer, size[group], inner, target, isLast && accumulate);
            size[group] = 1;
            x = target;
            if (isLast)
            {
                scratch.Rewind(mark);
                return;
            }
        }

        nint count = 1;
        for (int i = 0; i < groups; i++) count *= size[i];
        if (accumulate) Map.Run(default(Sum<T>), destination, x, destination, count);
        else new ReadOnlySpan<T>(x, (int)count).CopyTo(new Span<T>(destination, (int)count));
    }

    private static void Reduce<T>(T* x, nint outer, nint middle, nint inner, T* destination, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (inner == 1)
        {
            Rows.Sum(x, outer, middle, destination, accumulate);
            return;
        }

        for (nint i = 0; i < outer; i++) Rows.SumColumns(x + (i * middle * inner), middle, inner, destination + (i * inner), accumulate);
    }
}
