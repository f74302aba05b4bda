using System.Numerics;
using FastNN.Autograd;

namespace FastNN.Losses;

/// <summary>Measures how far a model's outputs are from their targets, as a mean over rows.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public abstract class Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets the name as tools and model files know it.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the number of target columns that go with a number of output columns.</summary>
    /// <param name="outputs">The columns of the model's output.</param>
    /// <param name="targets">The columns of the targets.</param>
    /// <returns>Whether they fit.</returns>
    public abstract bool Fits(int outputs, int targets);

    /// <summary>Records the mean loss.</summary>
    /// <param name="outputs">The model's outputs, [rows, outputs].</param>
    /// <param name="targets">The targets, [rows, targets]; no gradient flows to them.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public abstract Variable<T> Record(Variable<T> outputs, Variable<T> targets);

    /// <summary>Computes the sum of the rows' losses without recording.</summary>
    /// <param name="outputs">The model's outputs, rows × outputs.</param>
    /// <param name="targets">The targets, rows × targets.</param>
    /// <param name="rows">The number of rows.</param>
    /// <returns>The sum; divided by <paramref name="rows"/> it is what <see cref="Record"/> gives.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public abstract double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows);

    /// <summary>Turns outputs into predictions in place: scores into probabilities where the loss works on scores.</summary>
    /// <param name="outputs">The model's outputs, rows × outputs.</param>
    /// <param name="rows">The number of rows.</param>
    public virtual void ToPredictions(Span<T> outputs, int rows)
    {
    }

    /// <summary>
    /// Gets the number beyond which a model's only output means class 1: a half where outputs are predictions, zero where they are scores of a
    /// sigmoid.
    /// </summary>
    public virtual double DecisionThreshold => 0.5;

    /// <summary>Checks sizes for <see cref="Sum"/>.</summary>
    /// <param name="outputs">The number of output elements.</param>
    /// <param name="targets">The number of target elements.</param>
    /// <param name="rows">The number of rows.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    private protected void RequireFit(int outputs, int targets, int rows)
    {
        if (rows < 1 || outputs % rows != 0 || targets % rows != 0 || !Fits(outputs / rows, targets / rows))
        {
            throw new ArgumentException($"{Name}: {outputs} outputs and {targets} targets do not fit {rows} rows of one shape", nameof(outputs));
        }
    }
}
