namespace FastNN.Peers.Products;

/// <summary>A matrix product that is ready to run.</summary>
/// <param name="Run">Computes it.</param>
/// <param name="CopyResult">Copies the result to the shared C where the library has a memory of its own; null where it writes there.</param>
internal sealed record PreparedProduct(Action Run, Action? CopyResult = null);
