using System.Numerics;
using FastNN.Peers.Products;

namespace FastNN.Peers.Libraries;

/// <summary>A library with a matrix product.</summary>
internal interface IProductLibrary
{
    /// <summary>Gets its name and version, or why it is missing.</summary>
    Peer Description { get; }

    /// <summary>Prepares the product of a case.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffers">The matrices.</param>
    /// <returns>What computes the product; null where the library is missing or does not take part in the case.</returns>
    PreparedProduct? Prepare<T>(ProductBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
