using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Autograd;
using FastNN.Kernels;

namespace FastNN.Losses;

/// <summary>The cross-entropy of the softmax of scores, for several classes: <c>−Σⱼ tⱼ ln pⱼ</c> with <c>p = softmax(z)</c>, as a mean over rows.</summary>
/// <remarks>There are at least two outputs: the softmax of one is always 1. Targets are one column of class indices, or as many columns as outputs that hold probabilities. It is computed as log-sum-exp minus score, never as the logarithm of a rounded probability. Source: document 001, the multi-class classifier.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class SoftmaxCrossEntropy<T>() : KernelLoss<T>(new LossFunction<T, SoftmaxCrossEntropy<T>.Kernel>())
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override void ToPredictions(Span<T> outputs, int rows) => Rows.Softmax(outputs, rows, outputs.Length / Math.Max(rows, 1), outputs);

    private readonly struct Kernel : ILossKernel<T>
    {
        public static string Name => "softmax-cross-entropy";

        public static bool SavesProbabilities => true;

        public static bool Fits(int outputs, int targets) => outputs > 1 && (targets == 1 || targets == outputs);

        // The block of losses is written before it is read.
        [SkipLocalsInit]
        public double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows, Span<T> saved)
        {
            const int Chunk = 256;
            Span<T> losses = stackalloc T[Chunk];
            int width = outputs.Length / rows, targetWidth = targets.Length / rows;
            double sum = 0;
            for (int row = 0; row < rows; row += Chunk)
            {
                int count = Math.Min(Chunk, rows - row);
                ReadOnlySpan<T> z = outputs.Slice(row * width, count * width), t = targets.Slice(row * targetWidth, count * targetWidth);
                Span<T> probabilities = saved.IsEmpty ? saved : saved.Slice(row * width, count * width);
                if (targetWidth == 1) RowLosses.SoftmaxCrossEntropy(z, count, width, t, losses[..count], probabilities);
                else RowLosses.SoftmaxCrossEntropyDense(z, count, width, t, losses[..count], probabilities);
                sum += double.CreateChecked(Reductions.Sum<T>(losses[..count]));
            }

            return sum;
        }

        public void Gradient(ReadOnlySpan<T> saved, ReadOnlySpan<T> targets, int rows, T scale, Span<T> destination, bool accumulate)
        {
            int width = saved.Length / rows;
            if (targets.Length == rows)
            {
                RowLosses.SoftmaxCrossEntropyGradient(saved, rows, width, targets, scale, destination, accumulate);
            }
            else
            {
                DenseGradient(saved, targets, width, scale, destination, accumulate);
            }
        }

        // Targets need not sum to one, so the gradient of a row is (Σ t)·p − t.
        private static void DenseGradient(
            ReadOnlySpan<T> probabilities, ReadOnlySpan<T> targets, int width, T scale, Span<T> destination, bool accumulate)
        {
            for (int start = 0; start < probabilities.Length; start += width)
            {
                ReadOnlySpan<T> t = targets.Slice(start, width);
                Span<T> row = destination.Slice(start, width);
                T weight = scale * Reductions.Sum(t);
                if (accumulate) Arithmetic.AccumulateScaled(probabilities.Slice(start, width), weight, row);
                else Arithmetic.Scale(probabilities.Slice(start, width), weight, row);
                Arithmetic.AccumulateScaled(t, -scale, row);
            }
        }

        public Variable<T> Gradient(Variable<T> outputs, Variable<T> targets) => targets.Shape[1] == outputs.Shape[1]
            ? (outputs.Softmax() * targets.Sum(1, keepDims: true)) - targets
            : outputs.Softmax() - OneHot(targets, outputs.Shape);

        // Class indices become rows of zeros with a one.
        private static Variable<T> OneHot(Variable<T> targets, ReadOnlySpan<int> shape)
        {
            Variable<T> result = targets.Tape.NewNode(shape, requiresGrad: false, out Span<T> values);
            values.Clear();
            ReadOnlySpan<T> classes = targets.Values;
            for (int row = 0; row < classes.Length; row++) values[(row * shape[1]) + int.CreateTruncating(classes[row])] = T.One;
            return result;
        }
    }
}
