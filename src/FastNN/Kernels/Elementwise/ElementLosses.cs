using System.Numerics;

namespace FastNN.Kernels;

/// <summary>Computes losses that concern one output at a time, and their gradients.</summary>
/// <remarks>
/// Nothing is allocated; any number of threads may call. Sums and means of the losses are <c>Reductions.SumOfSquaredErrors</c> and
/// <c>Reductions.Sum</c>.
/// </remarks>
public static class ElementLosses
{
    /// <summary>
    /// Computes the binary cross-entropy of <c>sigmoid(z)</c> as <c>max(z, 0) - z t + ln(1 + e^-|z|)</c>, which never takes the
    /// logarithm of a rounded zero.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">The logits.</param>
    /// <param name="targets">The targets, from 0 to 1, as many.</param>
    /// <param name="destination">Receives the results; as long, and the same memory as an operand or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void SigmoidCrossEntropy<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(SigmoidCrossEntropy<T>), logits, nameof(logits), targets, nameof(targets), destination, accumulate: false);

    /// <summary>Computes the gradient of the binary cross-entropy by the logits, <c>(sigmoid(z) - t) * scale</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">The logits.</param>
    /// <param name="targets">The targets, from 0 to 1, as many.</param>
    /// <param name="scale">The weight of each loss, such as one over the batch size.</param>
    /// <param name="destination">Receives the gradient; as long, and the same memory as an operand or apart from it.</param>
    /// <param name="accumulate">Whether to add to the destination instead of overwriting it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void SigmoidCrossEntropyGradient<T>(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, T scale, Span<T> destination, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(new SigmoidCrossEntropyGradient<T>(scale), logits, nameof(logits), targets, nameof(targets), destination, accumulate);

    /// <summary>Computes <c>(prediction - target)^2</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="predictions">The predictions.</param>
    /// <param name="targets">The targets, as many.</param>
    /// <param name="destination">Receives the results; as long, and the same memory as an operand or apart from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void SquaredError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(default(SquaredError<T>), predictions, nameof(predictions), targets, nameof(targets), destination, accumulate: false);

    /// <summary>Computes <c>(prediction - target) * scale</c>, the gradient of the squared error weighted by half the scale.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="predictions">The predictions.</param>
    /// <param name="targets">The targets, as many.</param>
    /// <param name="scale">Twice the weight of each squared error.</param>
    /// <param name="destination">Receives the gradient; as long, and the same memory as an operand or apart from it.</param>
    /// <param name="accumulate">Whether to add to the destination instead of overwriting it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void SquaredErrorGradient<T>(
        ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, T scale, Span<T> destination, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(new ScaledDifference<T>(scale), predictions, nameof(predictions), targets, nameof(targets), destination, accumulate);

    /// <summary>Computes the sum of the Huber losses <c>e² / 2</c> where <c>|e| ≤ delta</c> and <c>delta (|e| - delta / 2)</c> beyond, e the error.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="predictions">The predictions.</param>
    /// <param name="targets">The targets, as many.</param>
    /// <param name="delta">Where the loss turns straight, more than zero; zero stands for the absolute error, unscaled.</param>
    /// <returns>The sum, of chunks in <c>double</c>.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double SumOfHuber<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, T delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Chunk = 1024;
        Operands.RequireSameLength(predictions, nameof(predictions), targets, nameof(targets));
        Span<T> losses = stackalloc T[Chunk];
        double sum = 0;
        for (int i = 0; i < predictions.Length; i += Chunk)
        {
            int count = Math.Min(Chunk, predictions.Length - i);
            Span<T> chunk = losses[..count];
            Map.Run(
                new Huber<T>(delta), predictions.Slice(i, count), nameof(predictions), targets.Slice(i, count), nameof(targets), chunk, accumulate: false);
            sum += double.CreateChecked(Reductions.Sum<T>(chunk));
        }

        return sum;
    }

    /// <summary>Computes the gradient of the Huber loss, <c>scale · min(max(e, -delta), delta)</c>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="predictions">The predictions.</param>
    /// <param name="targets">The targets, as many.</param>
    /// <param name="delta">Where the loss turns straight, more than zero; zero stands for the absolute error, unscaled.</param>
    /// <param name="scale">The weight of each loss.</param>
    /// <param name="destination">Receives the gradient; as long, and the same memory as an operand or apart from it.</param>
    /// <param name="accumulate">Whether to add to the destination instead of overwriting it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap without being the same.</exception>
    public static void HuberGradient<T>(
        ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, T delta, T scale, Span<T> destination, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Run(
            new HuberGradient<T>(delta, scale), predictions, nameof(predictions), targets, nameof(targets), destination, accumulate);
}
