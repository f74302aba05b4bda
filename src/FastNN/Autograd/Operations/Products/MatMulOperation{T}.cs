using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Autograd;

/// <summary>
/// The matrix product <c>Y = A·B</c> over the last two axes, for each matrix of the axes before them, which are broadcast. Adjoint
/// <c>Ā += Ȳ·Bᵀ, B̄ += Aᵀ·Ȳ</c>, summed over repetitions.
/// </summary>
/// <remarks>Source: document 003, section 4.6.3, matrix derivatives.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class MatMulOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly MatMulOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "matmul";

    /// <summary>Computes and records the product. A vector is taken as a row on the left, as a column on the right, and its axis goes again.</summary>
    public static Variable<T> Record(Variable<T> left, Variable<T> right)
    {
        Tape<T> tape = left.Tape;
        ReadOnlySpan<int> a = tape.ShapeOf(in tape.Operand(left, s_instance));
        ReadOnlySpan<int> b = tape.ShapeOf(in tape.Operand(right, s_instance, left));
        int inner = a.IsEmpty ? -1 : a[^1], other = b.IsEmpty ? -2 : b[Math.Max(0, b.Length - 2)];
        Span<int> shape = stackalloc int[BroadcastPlan.MaxRank];
        int batchRank = Math.Max(Batch(a).Length, Batch(b).Length);
        if (inner != other || !Broadcast.TryShape(Batch(a), Batch(b), shape[..batchRank]))
        {
            throw new ArgumentException(
                $"matmul: shapes {ShapeText.Of(a)} and {ShapeText.Of(b)} do not multiply; needed are [..., m, k] and [..., k, n] with the axes "
                + "before them equal or one: transpose or reshape one of them");
        }

        if (a.Length == 1 || b.Length == 1)
        {
            Variable<T> product = Record(a.Length == 1 ? left.Reshape(1, inner) : left, b.Length == 1 ? right.Reshape(inner, 1) : right);
            if (a.Length > 1) return product.Reshape(product.Shape[..^1]);
            shape[batchRank] = b[^1];
            return product.Reshape(shape[..(b.Length == 1 ? 0 : batchRank + 1)]);
        }

        (shape[batchRank], shape[batchRank + 1]) = (a[^2], b[^1]);
        return Product(tape, left, right, shape[..(batchRank + 2)]);
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        Run(in adjoint, adjoint.Entry.Input0, isLeft: true);
        Run(in adjoint, adjoint.Entry.Input1, isLeft: false);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        Variable<T> a = adjoint.Input0, b = adjoint.Input1;
        if (adjoint.Wants(a.Index)) adjoint.Add(a.Index, Record(adjoint.Gradient, b.Transpose()));
        if (adjoint.Wants(b.Index)) adjoint.Add(b.Index, Record(a.Transpose(), adjoint.Gradient));
    }

    private static ReadOnlySpan<int> Batch(ReadOnlySpan<int> shape) => shape.Length <= 2 ? [] : shape[..^2];

    private static Variable<T> Product(Tape<T> tape, Variable<T> left, Variable<T> right, ReadOnlySpan<int> shape)
    {
        ref Node<T> a = ref tape.Operand(left, s_instance), b = ref tape.Operand(right, s_instance, left);
        bool records = tape.Records(a.RequiresGrad | b.RequiresGrad);
        Variable<T> output = tape.NewNode(shape, records, out Span<T> values);
        int m = shape[^2], n = shape[^1], k = tape.ShapeOf(in a)[^1];
        fixed (T* y = values)
        {
            var batches = new Batches(shape, tape.ShapeOf(in a), tape.ShapeOf(in b));
            while (batches.Next(out int first, out int second, out int index))
            {
                T* leftBlock = a.Value + ((nint)first * m * k), rightBlock = b.Value + ((nint)second * k * n);
                GemmOperands<T>.Product(m, n, k, leftBlock, false, rightBlock, false, y + ((nint)index * m * n), out GemmOperands<T> product);
                Multiply(in product, tape);
            }
        }

        if (records) tape.Record(s_instance, output, left.Index, right.Index);
        return output;
    }

    private static void Run(in Adjoint<T> adjoint, int target, bool isLeft)
    {
        T* gradient = adjoint.Gradient(target, out bool accumulate);
        if (gradient == null) return;
        ref readonly Node<T> a = ref adjoint.Input0, b = ref adjoint.Input1, y = ref adjoint.Output;
        ReadOnlySpan<int> shape = adjoint.ShapeOf(in y), left = adjoint.ShapeOf(in a), right = adjoint.ShapeOf(in b);
        int m = shape[^2], n = shape[^1], k = left[^1];

        // A matrix that is repeated gathers from several products.
        if (!accumulate) new Span<T>(gradient, adjoint.Tape.Node(target).Count).Clear();
        var batches = new Batches(shape, left, right);
        while (batches.Next(out int first, out int second, out int index))
        {
            T* outer = y.Gradient + ((nint)index * m * n);
            T* leftBlock = a.Value + ((nint)first * m * k), rightBlock = b.Value + ((nint)second * k * n);
            GemmOperands<T> product;
            if (isLeft) GemmOperands<T>.Product(m, k, n, outer, false, rightBlock, true, gradient + ((nint)first * m * k), out product);
            else GemmOperands<T>.Product(k, n, m, leftBlock, true, outer, false, gradient + ((nint)second * k * n), out product);
            product.Beta = T.One;
            Multiply(in product, adjoint.Tape);
        }
    }

    private static void Multiply(in GemmOperands<T> product, Tape<T> tape) =>
        ParallelGemm<T, NoEpilogue<T>>.Multiply(in product, default, tape.Arena, tape.Workers);

    /// <summary>Counts through the matrices of a result and the operands' that belong to each.</summary>
    private ref struct Batches
    {
        private readonly ReadOnlySpan<int> _shape;
        private readonly ReadOnlySpan<int> _left;
        private readonly ReadOnlySpan<int> _right;
        private readonly int _count;
        private int _next;

        public Batches(ReadOnlySpan<int> shape, ReadOnlySpan<int> left, ReadOnlySpan<int> right)
        {
            _shape = Batch(shape);
            _left = Batch(left);
            _right = Batch(right);
            _count = Axes.Count(_shape, Axes.All(_shape.Length));
        }

        public bool Next(out int left, out int right, out int index)
        {
            index = _next;
            left = right = 0;
            if (_next == _count) return false;
            _next++;
            int rest = index, leftCount = 1, rightCount = 1;
            for (int back = 1; back <= _shape.Length; back++)
            {
                int position = rest % _shape[^back];
                rest /= _shape[^back];
                Locate(_left, back, position, ref leftCount, ref left);
                Locate(_right, back, position, ref rightCount, ref right);
            }

            return true;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Locate(ReadOnlySpan<int> shape, int back, int position, ref int count, ref int index)
        {
            if (back > shape.Length) return;
            index += shape[^back] == 1 ? 0 : position * count;
            count *= shape[^back];
        }
    }
}
