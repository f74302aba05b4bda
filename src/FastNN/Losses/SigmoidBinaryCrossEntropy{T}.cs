using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Autograd;
using FastNN.Kernels;

namespace FastNN.Losses;

/// <summary>The binary cross-entropy of the sigmoid of scores: <c>−t ln p − (1−t) ln(1−p)</c> with <c>p = σ(z)</c>, summed over outputs, as a mean over rows.</summary>
/// <remarks>Targets are from 0 to 1, as many as outputs. It is computed as <c>max(z, 0) − z·t + ln(1 + e^−|z|)</c>, exact where probabilities round to 0 or 1. Source: document 001, the two-class classifier.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class SigmoidBinaryCrossEntropy<T>() : KernelLoss<T>(new LossFunction<T, SigmoidBinaryCrossEntropy<T>.Kernel>())
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double DecisionThreshold => 0;

    /// <inheritdoc/>
    public override void ToPredictions(Span<T> outputs, int rows) => Activations.Sigmoid<T>(outputs, outputs);

    private readonly struct Kernel : ILossKernel<T>
    {
        public static string Name => "binary-cross-entropy";

        public static bool SavesProbabilities => false;

        public static bool Fits(int outputs, int targets) => outputs == targets;

        // The block of losses is written before it is read.
        [SkipLocalsInit]
        public double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows, Span<T> saved)
        {
            const int Chunk = 1024;
            Span<T> losses = stackalloc T[Chunk];
            double sum = 0;
            for (int i = 0; i < outputs.Length; i += Chunk)
            {
                int count = Math.Min(Chunk, outputs.Length - i);
                ElementLosses.SigmoidCrossEntropy(outputs.Slice(i, count), targets.Slice(i, count), losses[..count]);
                sum += double.CreateChecked(Reductions.Sum<T>(losses[..count]));
            }

            return sum;
        }

        public void Gradient(ReadOnlySpan<T> saved, ReadOnlySpan<T> targets, int rows, T scale, Span<T> destination, bool accumulate) =>
            ElementLosses.SigmoidCrossEntropyGradient(saved, targets, scale, destination, accumulate);

        public Variable<T> Gradient(Variable<T> outputs, Variable<T> targets) => outputs.Sigmoid() - targets;
    }
}
