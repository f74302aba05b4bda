namespace FastNN.Peers.Functions;

/// <summary>A function of a block of numbers, by FastNN and by the platform.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="Name">The name of the case.</param>
/// <param name="Least">The least argument.</param>
/// <param name="Most">The largest argument.</param>
/// <param name="Rows">The rows of the block.</param>
/// <param name="Columns">The elements of a row.</param>
/// <param name="PeerError">
/// The absolute error, in units of the last place of one, that the platform's results have beside their relative one.
/// </param>
/// <param name="Ours">Computes it with FastNN.</param>
/// <param name="Theirs">Computes it with TensorPrimitives.</param>
internal sealed record FunctionCase<T>(
    string Name, double Least, double Most, int Rows, int Columns, double PeerError, FunctionCase<T>.Compute Ours, FunctionCase<T>.Compute Theirs)
{
    /// <summary>Computes the function.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Receives the results.</param>
    public delegate void Compute(ReadOnlySpan<T> x, Span<T> destination);
}
