using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>The softmax of each row; adjoint <c>x̄ᵢ += yᵢ·(ȳᵢ − Σⱼ ȳⱼ·yⱼ)</c>, from the output.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class SoftmaxOperation<T> : RowMapOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly SoftmaxOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <summary>Computes and records the softmax along an axis.</summary>
    public static Variable<T> Record(Variable<T> x, int axis = -1) => s_instance.RecordAlong(x, axis);

    /// <inheritdoc/>
    protected override void Compute(T* x, int rows, int columns, T* y) => Rows.Softmax(x, rows, columns, y);

    /// <inheritdoc/>
    protected override void Backward(T* outputGradient, T* y, int rows, int columns, T* gradient, bool accumulate) =>
        RowGradients.Run(outputGradient, y, rows, columns, gradient, ofLogarithm: false, accumulate);

    /// <inheritdoc/>
    protected override Variable<T> Expression(Variable<T> gradient, Variable<T> y) =>
        y * (gradient - (gradient * y).Sum(-1, keepDims: true));
}
