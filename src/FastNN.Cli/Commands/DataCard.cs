namespace FastNN.Cli.Commands;

/// <summary>What a model was trained on, and how its test part can be found again.</summary>
/// <param name="Source">The DATASET argument.</param>
/// <param name="Count">The number of rows, test part included.</param>
/// <param name="Seed">The seed of the command line, from which the test part follows.</param>
/// <param name="Fingerprint">The SHA-256 of a CSV file's bytes, by which it is known wherever it lies; else null.</param>
/// <param name="HasHeader">Whether a CSV file's first record is not a row (<see cref="FastNN.Data.Table.HasHeader"/>); else null.</param>
internal sealed record DataCard(DataSource Source, int Count, ulong Seed, string? Fingerprint = null, bool? HasHeader = null);
