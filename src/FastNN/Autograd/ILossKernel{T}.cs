using System.Numerics;

namespace FastNN.Autograd;

/// <summary>A loss over rows, with its gradient by the outputs. Implementations are structs, which may carry a parameter.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface ILossKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets the name that messages and listings show.</summary>
    static abstract string Name { get; }

    /// <summary>Tells whether a number of output columns and one of target columns go together.</summary>
    static abstract bool Fits(int outputs, int targets);

    /// <summary>Gets whether the gradient starts from probabilities that <see cref="Sum"/> saves, as many as outputs; from the outputs otherwise.</summary>
    static abstract bool SavesProbabilities { get; }

    /// <summary>Computes the sum of the rows' losses.</summary>
    /// <param name="outputs">The outputs, rows × outputs.</param>
    /// <param name="targets">The targets, rows × targets.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="saved">Receives the probabilities, where the kernel saves them; empty if they are not wanted.</param>
    double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows, Span<T> saved);

    /// <summary>Computes the gradient of <c>scale · sum of the rows' losses</c> by the outputs.</summary>
    /// <param name="saved">The probabilities that were saved, or the outputs.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="scale">The weight of each row's loss.</param>
    /// <param name="destination">Receives the gradient.</param>
    /// <param name="accumulate">Whether to add to it.</param>
    void Gradient(ReadOnlySpan<T> saved, ReadOnlySpan<T> targets, int rows, T scale, Span<T> destination, bool accumulate);

    /// <summary>Expresses the gradient of the sum of the rows' losses by the outputs with variables, so that it can be differentiated again.</summary>
    /// <param name="outputs">The outputs, [rows, outputs].</param>
    /// <param name="targets">The targets, [rows, targets].</param>
    Variable<T> Gradient(Variable<T> outputs, Variable<T> targets);
}
