using FastNN.Peers.Products;
using FastNN.Peers.Training;

namespace FastNN.Peers;

/// <summary>What the command line asks for.</summary>
/// <param name="IsDouble">Whether to compute in double instead of float.</param>
/// <param name="Threads">The threads of FastNN and of every peer that has any.</param>
/// <param name="IsJson">Whether to print JSON instead of a table.</param>
/// <param name="Only">A text that the names of the cases must contain, or null for all.</param>
/// <param name="Shapes">The products to measure instead of the usual ones, or none.</param>
/// <param name="Networks">The networks to train instead of the usual ones, or none.</param>
internal sealed record RunOptions(
    bool IsDouble, int Threads, bool IsJson, string? Only, IReadOnlyList<ProductCase> Shapes, IReadOnlyList<TrainingCase> Networks)
{
    /// <summary>Tells whether a case is asked for.</summary>
    /// <param name="name">Its name.</param>
    public bool Includes(string name) => Only == null || name.Contains(Only, StringComparison.OrdinalIgnoreCase);
}
