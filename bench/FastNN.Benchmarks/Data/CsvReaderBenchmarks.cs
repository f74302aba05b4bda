using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using FastNN.Data;
using FastNN.Random;

namespace FastNN.Benchmarks.Data;

/// <summary>A table of 10,000 rows of ten numbers and a class read from memory, its fields bare or quoted.</summary>
[MemoryDiagnoser]
public class CsvReaderBenchmarks
{
    private const int RowCount = 10_000;
    private const int NumberCount = 10;

    private static readonly string[] s_classes = ["red", "green", "blue"];

    private byte[] _bytes = [];

    [Params(false, true)]
    public bool Quoted { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new RandomStream(1);
        var text = new StringBuilder();
        for (int i = 0; i < NumberCount; i++) text.Append(CultureInfo.InvariantCulture, $"x{i},");
        text.AppendLine("class");
        string quote = Quoted ? "\"" : "";
        for (int row = 0; row < RowCount; row++)
        {
            for (int i = 0; i < NumberCount; i++) text.Append(CultureInfo.InvariantCulture, $"{quote}{random.NextDouble():F4}{quote},");
            text.Append(quote).Append(s_classes[row % s_classes.Length]).AppendLine(quote);
        }

        _bytes = Encoding.UTF8.GetBytes(text.ToString());
    }

    [Benchmark]
    public Table Read()
    {
        using var stream = new MemoryStream(_bytes);
        return CsvReader.Read(stream, "memory");
    }
}
