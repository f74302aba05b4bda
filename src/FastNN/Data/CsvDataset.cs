using System.Numerics;

namespace FastNN.Data;

/// <summary>Reads a CSV file as a dataset in one step.</summary>
public static class CsvDataset
{
    /// <summary>Reads a file and encodes it by its own content.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">Which column is what.</param>
    /// <param name="csvOptions">What is known about the file, or null.</param>
    /// <returns>The dataset, and the encoding to apply to further files.</returns>
    /// <exception cref="InvalidDataException">
    /// The file or a field of it is at fault; the message names file, line, column and reason.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static (Dataset<T> Data, TableEncoding Encoding) Load<T>(string path, TableEncodingOptions options, CsvOptions? csvOptions = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Table table = CsvReader.Read(path, csvOptions);
        TableEncoding encoding = TableEncoding.Fit(table, options);
        return (encoding.Encode<T>(table), encoding);
    }
}
