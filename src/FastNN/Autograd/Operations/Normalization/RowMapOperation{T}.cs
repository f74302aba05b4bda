using System.Numerics;

namespace FastNN.Autograd;

/// <summary>What softmax and its logarithm have in common: rows in, rows out, and an adjoint from the output.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract unsafe class RowMapOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        ref readonly Node<T> output = ref adjoint.Output;
        int columns = adjoint.Entry.Attribute;
        if (output.Count > 0) Backward(output.Gradient, output.Value, output.Count / columns, columns, gradient, accumulate);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint) =>
        adjoint.Add(adjoint.Entry.Input0, Expression(adjoint.Gradient, adjoint.Output));

    /// <summary>Computes and records the map along an axis; another than the last changes places with it, before and after.</summary>
    protected Variable<T> RecordAlong(Variable<T> x, int axis)
    {
        Tape<T> tape = x.Tape;
        ref Node<T> input = ref tape.Operand(x, this);
        ReadOnlySpan<int> shape = tape.ShapeOf(in input);
        if (shape.Length == 0) throw new ArgumentException($"{Name}: a scalar, of shape [], has no axis to run along; reshape it", nameof(x));
        axis = Axes.Resolve(axis, shape, Name);
        if (axis != shape.Length - 1) return RecordAlong(x.Transpose(axis, -1), -1).Transpose(axis, -1);
        bool records = tape.Records(input.RequiresGrad);
        T* source = input.Value;
        int count = input.Count, columns = shape[^1];
        Variable<T> output = tape.NewLike(in input, records, out T* y);
        if (count > 0) Compute(source, count / columns, columns, y);
        if (records) tape.Record(this, output, x.Index).Attribute = columns;
        return output;
    }

    /// <summary>Computes the rows.</summary>
    protected abstract void Compute(T* x, int rows, int columns, T* y);

    /// <summary>Computes the adjoint.</summary>
    protected abstract void Backward(T* outputGradient, T* y, int rows, int columns, T* gradient, bool accumulate);

    /// <summary>Expresses the adjoint, along the last axis.</summary>
    protected abstract Variable<T> Expression(Variable<T> gradient, Variable<T> y);
}
