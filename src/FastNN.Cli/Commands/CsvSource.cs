using System.Security.Cryptography;
using FastNN.Data;

namespace FastNN.Cli.Commands;

/// <summary>Reads CSV files, each once: what a pipe has given is gone.</summary>
internal static class CsvSource
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, or a pipe.</param>
    /// <param name="options">What is known about it.</param>
    /// <param name="fingerprint">Receives the SHA-256 of its bytes, in hexadecimal.</param>
    /// <exception cref="UsageException">The path is a folder.</exception>
    /// <exception cref="InvalidDataException">The file is at fault.</exception>
    public static Table Read(string path, CsvOptions options, out string fingerprint)
    {
        // Opening a folder fails with words that hide what is wrong.
        if (Directory.Exists(path)) throw new UsageException($"'{path}' is a folder; a CSV file is needed");
        using FileStream file = File.OpenRead(path);
        using var hash = SHA256.Create();
        Table table;
        using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Read))
        {
            table = CsvReader.Read(hashed, path, options);
            hashed.CopyTo(Stream.Null);
        }

        fingerprint = Convert.ToHexStringLower(hash.Hash!);
        return table;
    }

    /// <summary>Says what is known about a file that a model is to be given: it is of the kind that the model was trained on.</summary>
    public static CsvOptions For(ModelCard card) => new()
    {
        ExpectedColumns = card.Encoding is { } encoding ? [.. encoding.Columns.Select(column => column.Name)] : [],

        // Else the names decide, so that a file that has lost its header is found out.
        HasHeader = card.Data.HasHeader == false ? false : null,
    };
}
