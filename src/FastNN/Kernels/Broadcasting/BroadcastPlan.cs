using System.Runtime.CompilerServices;

namespace FastNN.Kernels;

/// <summary>
/// How operands of several shapes run over one result: the axes from the innermost outward, neighbours merged where all operands
/// allow it, with the stride of each operand along each. A stride of zero repeats.
/// </summary>
internal unsafe struct BroadcastPlan
{
    /// <summary>The most axes that a shape may have.</summary>
    public const int MaxRank = 32;

    /// <summary>The most operands.</summary>
    public const int MaxOperands = 3;

    private fixed int _sizes[MaxRank];
    private fixed int _strides[MaxRank * MaxOperands];
    private int _rank;

    /// <summary>Gets the number of merged axes, at least one.</summary>
    public readonly int Rank => _rank;

    /// <summary>Begins a plan for a result.</summary>
    /// <param name="shape">The sizes of the result's axes; each operand's shape ends in these or in ones.</param>
    /// <param name="first">The first operand's shape.</param>
    /// <param name="second">The second operand's.</param>
    /// <param name="third">The third operand's.</param>
    /// <param name="plan">Receives the plan.</param>
    [SkipLocalsInit]
    public static void Make(
        ReadOnlySpan<int> shape, ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<int> third, out BroadcastPlan plan)
    {
        Unsafe.SkipInit(out plan);
        plan._rank = 0;
        int firstCount = 1, secondCount = 1, thirdCount = 1;
        for (int back = 1; back <= shape.Length; back++)
        {
            int size = shape[^back];
            int firstStride = Next(first, back, ref firstCount), secondStride = Next(second, back, ref secondCount);
            int thirdStride = Next(third, back, ref thirdCount);
            if (size != 1) plan.Append(size, firstStride, secondStride, thirdStride);
        }

        if (plan._rank == 0) plan.Append(1, 0, 0, 0);
    }

    /// <summary>Gets the size of a merged axis, 0 being the innermost.</summary>
    public readonly int Size(int axis) => _sizes[axis];

    /// <summary>Gets the stride of an operand along a merged axis.</summary>
    public readonly int Stride(int axis, int operand) => _strides[(axis * MaxOperands) + operand];

    private static int Next(ReadOnlySpan<int> shape, int back, ref int count)
    {
        int size = back <= shape.Length ? shape[^back] : 1;
        int stride = size == 1 ? 0 : count;
        count *= size;
        return stride;
    }

    private void Append(int size, int first, int second, int third)
    {
        if (_rank > 0)
        {
            int inner = _rank - 1, length = _sizes[inner];
            if (first == Stride(inner, 0) * length && second == Stride(inner, 1) * length && third == Stride(inner, 2) * length)
            {
                _sizes[inner] *= size;
                return;
            }
        }

        _sizes[_rank] = size;
        _strides[_rank * MaxOperands] = first;
        _strides[(_rank * MaxOperands) + 1] = second;
        _strides[(_rank++ * MaxOperands) + 2] = third;
    }
}
