namespace FastNN.Autograd;

/// <summary>Sets of axes as bits, the lowest for axis 0.</summary>
internal static class Axes
{
    /// <summary>Gets the set of all axes.</summary>
    public static uint All(int rank) => rank == 32 ? uint.MaxValue : (1u << rank) - 1;

    /// <summary>Checks an axis, which may count from the end by negative numbers.</summary>
    public static int Resolve(int axis, ReadOnlySpan<int> shape, string use)
    {
        int resolved = axis < 0 ? axis + shape.Length : axis;
        if ((uint)resolved >= (uint)shape.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(axis), axis, $"{use}: a variable of shape {ShapeText.Of(shape)} has no axis {axis}; its axes are 0 to {shape.Length - 1}");
        }

        return resolved;
    }

    /// <summary>Makes a set of a list of axes, each at most once; an empty list stands for all.</summary>
    public static uint Of(ReadOnlySpan<int> axes, ReadOnlySpan<int> shape, string use)
    {
        if (axes.IsEmpty) return All(shape.Length);
        uint set = 0;
        foreach (int axis in axes)
        {
            uint bit = 1u << Resolve(axis, shape, use);
            if ((set & bit) != 0)
            {
                throw new ArgumentException($"{use}: axis {axis} of shape {ShapeText.Of(shape)} is named twice; name each axis once", nameof(axes));
            }

            set |= bit;
        }

        return set;
    }

    /// <summary>Finds the axes of a broadcast shape along which an operand's shape is repeated.</summary>
    public static uint Repeated(ReadOnlySpan<int> operand, ReadOnlySpan<int> shape)
    {
        uint set = 0;
        for (int back = 1; back <= shape.Length; back++)
        {
            int size = back <= operand.Length ? operand[^back] : 1;
            if (size != shape[^back]) set |= 1u << (shape.Length - back);
        }

        return set;
    }

    /// <summary>Writes the shape that is left when axes are reduced, with ones in their place if they are kept.</summary>
    /// <returns>The rank.</returns>
    public static int Reduce(ReadOnlySpan<int> shape, uint axes, bool keepDims, Span<int> destination)
    {
        int rank = 0;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            bool reduced = (axes >> axis & 1) != 0;
            if (!reduced) destination[rank++] = shape[axis];
            else if (keepDims) destination[rank++] = 1;
        }

        return rank;
    }

    /// <summary>Counts the elements along a set of axes.</summary>
    public static int Count(ReadOnlySpan<int> shape, uint axes)
    {
        int count = 1;
        for (int axis = 0; axis < shape.Length; axis++) count *= (axes >> axis & 1) != 0 ? shape[axis] : 1;
        return count;
    }
}
