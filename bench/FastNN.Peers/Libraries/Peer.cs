namespace FastNN.Peers.Libraries;

/// <summary>A library that FastNN is measured beside.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, or null where it is missing.</param>
/// <param name="Missing">Why it is missing, or null where it is present.</param>
internal sealed record Peer(string Name, string? Version, string? Missing);
