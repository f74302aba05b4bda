using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>The logarithm of the softmax of each row; adjoint <c>x̄ᵢ += ȳᵢ − e^yᵢ·Σⱼ ȳⱼ</c>, from the output.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class LogSoftmaxOperation<T> : RowMapOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly LogSoftmaxOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "logsoftmax";

    /// <summary>Computes and records the logarithm along an axis.</summary>
    public static Variable<T> Record(Variable<T> x, int axis = -1) => s_instance.RecordAlong(x, axis);

    /// <inheritdoc/>
    protected override void Compute(T* x, int rows, int columns, T* y) => Rows.LogSoftmax(x, rows, columns, y);

    /// <inheritdoc/>
    protected override void Backward(T* outputGradient, T* y, int rows, int columns, T* gradient, bool accumulate) =>
        RowGradients.Run(outputGradient, y, rows, columns, gradient, ofLogarithm: true, accumulate);

    /// <inheritdoc/>
    protected override Variable<T> Expression(Variable<T> gradient, Variable<T> y) =>
        gradient - (y.Exp() * gradient.Sum(-1, keepDims: true));
}
