using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Autograd;
using FastNN.Kernels;

namespace FastNN.Losses;

/// <summary>The mean squared error, <c>(z − t)²</c> as a mean over all elements.</summary>
/// <remarks>The definition is PyTorch's. The documents' variant with one half is <see cref="HalfSquaredError{T}"/>.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class MeanSquaredError<T>() : KernelLoss<T>(new LossFunction<T, MeanSquaredError<T>.Kernel>())
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly struct Kernel : ILossKernel<T>
    {
        public static string Name => "mean-squared-error";

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
                ElementLosses.SquaredError(outputs.Slice(i, count), targets.Slice(i, count), losses[..count]);
                sum += double.CreateChecked(Reductions.Sum<T>(losses[..count]));
            }

            return sum * rows / outputs.Length;
        }

        public void Gradient(ReadOnlySpan<T> saved, ReadOnlySpan<T> targets, int rows, T scale, Span<T> destination, bool accumulate) =>
            ElementLosses.SquaredErrorGradient(
                saved, targets, scale * T.CreateChecked(2.0 * rows / saved.Length), destination, accumulate);

        public Variable<T> Gradient(Variable<T> outputs, Variable<T> targets) => (outputs - targets) * T.CreateChecked(2.0 / outputs.Shape[1]);
    }
}
