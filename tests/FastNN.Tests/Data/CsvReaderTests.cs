using System.Text;
using FastNN.Data;
using FastNN.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Data;

public sealed class CsvReaderTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("a,b\n1,x\n2,y\n")]
    [InlineData("a,b\r\n1,x\r\n2,y")]
    [InlineData("a,b\r1,x\r2,y\r")]
    [InlineData("a;b\n1;x\n2;y\n")]
    [InlineData("a\tb\n1\tx\n2\ty\n")]
    [InlineData("\uFEFFa,b\n1,x\n2,y\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"x\"\n\"2\",y\n")]
    [InlineData("\n\na,b\n\n1,x\n\r\n2,y\n\n\n")]
    [InlineData(" a , b \n1,x\n2,y\n")]
    public void Read_EveryDialect_GivesTheSameTable(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        byte[] utf16 = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text.TrimStart('\uFEFF'))];
        foreach (byte[] content in new[] { utf8, Gzip.Compress(utf8), utf16 })
        {
            Table table = CsvReader.Read(new MemoryStream(content), "some.csv");
            Assert.Equal(["a", "b"], table.ColumnNames);
            Assert.Equal(2, table.RowCount);
            Assert.Equal(["1", "x", "2", "y"], Cells(table));
        }
    }

    [Fact]
    public void Read_QuotedFields_KeepWhatIsInThem()
    {
        Table table = CsvReader.ReadText("name,text\n\"a \"\"b\"\" c\",\"x,y\r\nz\"\n\"\",say \"no\"\nlast,\"\"\"\"\n", "some.csv");
        Assert.Equal(["a \"b\" c", "x,y\r\nz", "", "say \"no\"", "last", "\""], Cells(table));
        Assert.Equal([2, 4, 5], Enumerable.Range(0, 3).Select(table.LineOf));
    }

    [Fact]
    public void Read_DelimiterInsideQuotes_DoesNotMislead()
    {
        Table table = CsvReader.ReadText("a,b\n\"1;2\t3\",x\n\"4;5\t6\",y\n", "some.csv");
        Assert.Equal(["1;2\t3", "x", "4;5\t6", "y"], Cells(table));
        Assert.Equal(["1,5", "2,5"], Cells(CsvReader.ReadText("a;b\n1,5;2,5\n", "some.csv")));
        Assert.Equal(["1,5;2,5"], Cells(CsvReader.ReadText("a\n1,5;2,5\n", "some.csv", new CsvOptions { Delimiter = '|' })));
        Assert.Throws<ArgumentException>(() => CsvReader.ReadText("a\n1\n", "some.csv", new CsvOptions { Delimiter = '"' }));
    }

    [Fact]
    public void Read_Header_IsTakenForOneUnlessItHoldsANumber()
    {
        Assert.Equal(["c0", "c1"], CsvReader.ReadText("1,2\n3,4\n", "n").ColumnNames);
        Assert.Equal(["c0", "c1"], CsvReader.ReadText("1,yes\n3,no\n", "n").ColumnNames);
        Assert.Equal(["c0", "b"], CsvReader.ReadText(",b\n3,no\n", "n").ColumnNames);
        Assert.Equal(["1", "2"], CsvReader.ReadText("1,2\n3,4\n", "n", new CsvOptions { HasHeader = true }).ColumnNames);
        Assert.Equal(2, CsvReader.ReadText("a,b\nc,d\n", "n", new CsvOptions { HasHeader = false }).RowCount);
        Assert.True(CsvReader.ReadText("a,b\n1,2\n", "n").HasHeader);
        Assert.False(CsvReader.ReadText("1,2\n3,4\n", "n").HasHeader);
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("\n\r\n", 1, "empty")]
    [InlineData("a,b\n", 1, "header is all")]
    [InlineData("a,b\n1,2\n3,4,5\n", 3, "3 fields found, 2 needed")]
    [InlineData("a,b\n1\n3,4\n", 2, "1 field found, 2 needed")]
    [InlineData("a,b\n\"1\n\n\",2\n3\n", 5, "1 field found, 2 needed")]
    [InlineData("a,b\n1,\"2\n3,4\n", 2, "never closed")]
    [InlineData("a,b\n1,\"2\"x\n3,4\n", 2, "comes 'x'")]
    [InlineData("a,b,a\n1,2,3\n", 1, "both called 'a'")]
    [InlineData("3,2,x,y\n1,2,0\n1,2,1\n", 2, "3 fields found, 4 needed")]
    public void Read_Fault_NamesFileLineAndReason(string text, int line, string reason)
    {
        string message = Assert.Throws<InvalidDataException>(() => CsvReader.ReadText(text, "some.csv")).Message;
        Assert.StartsWith($"some.csv: line {line}: ", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void Read_BytesThatAreNoText_AreReported()
    {
        byte[] latin = [.. "name,x\nCaf"u8, 0xE9, .. ",1\n"u8];
        Assert.Contains("not UTF-8", Fault(latin));
        Assert.Contains("not UTF-8", Fault([0xEF, 0xBB, 0xBF, .. latin]));
        Assert.StartsWith("some.csv: ", Fault(Gzip.Compress(latin)[..15]));
        static string Fault(byte[] content) =>
            Assert.Throws<InvalidDataException>(() => CsvReader.Read(new MemoryStream(content), "some.csv")).Message;
    }

    [Theory]
    [InlineData("2019,2020,y\n1,2,a\n", "y", true)]
    [InlineData("2019,2020,y\n1,2,a\n", "z", false)]
    [InlineData("p,x,s\nq,y,t\n", "c0", true)]
    [InlineData(",2020,y\n1,2,a\n", "c0", true)]
    [InlineData("p,x,c0\nq,y,t\n", "c0", true)]
    [InlineData("p,x,s\nq,y,t\n", "s", true)]
    [InlineData("1,2,3\n4,5,6\n", "c2", false)]
    public void ReadText_ExpectedColumns_DecideOverTheHeader(string text, string expected, bool hasHeader)
    {
        Table table = CsvReader.ReadText(text, "some.csv", new CsvOptions { ExpectedColumns = [expected] });
        Assert.Equal(hasHeader ? 1 : 2, table.RowCount);
        Assert.Equal(2, CsvReader.ReadText(text, "some.csv", new CsvOptions { ExpectedColumns = [expected], HasHeader = false }).RowCount);
    }

    [Theory]
    [InlineData("a|b\n1|2\n", "1 2")]
    [InlineData("a,b|c\n1,2|3\n4,5|6\n", "1,2 3 4,5 6")]
    [InlineData("a;b|c\n1;2\n", "1 2")]
    public void ReadText_Bars_Delimit(string text, string cells) => Assert.Equal(cells, string.Join(' ', Cells(CsvReader.ReadText(text, "some.csv"))));

    [Theory]
    [InlineData("a,b\n1,2\n  \n3,4\n \t ", "1 2 3 4")]
    [InlineData("a\tb\n1\t2\n \n\t\n3\t4\n", "1 2   3 4")]
    [InlineData("\n  \na\n1\n \n2\n", "a 1   2")]
    public void ReadText_LinesOfBlanks_AreSkippedWhereRecordsHaveSeveralFields(string text, string cells) =>
        Assert.Equal(cells, string.Join(' ', Cells(CsvReader.ReadText(text, "some.csv"))));

    [Fact]
    public void Read_BytesThatAreNotUtf8Text_AreReportedWithTheirLine()
    {
        static string Fault(byte[] content) => Assert.Throws<InvalidDataException>(() => CsvReader.Read(new MemoryStream(content), "some.csv")).Message;
        byte[] start = [.. string.Concat(Enumerable.Repeat("name,x\n", 30_000)).Select(c => (byte)c)];
        Assert.Equal("some.csv: line 30001: the bytes are not UTF-8; save the file in that encoding", Fault([.. start, (byte)'J', 0xF6, (byte)'g']));
        Assert.Contains("line 30001: there is a NUL", Fault([.. start, (byte)'a', 0]));
        Assert.Contains("line 1: there is a NUL", Fault(System.Text.Encoding.Unicode.GetBytes("a,b\n1,2\n")));
        Assert.Contains("not UTF-8", Fault([.. start, 0xE2, 0x82]));
    }

    [Fact]
    public void Read_ScikitLearnLayout_GivesClassNames()
    {
        Table table = CsvReader.ReadText("3,2,x,y\n1,2,0\n1,3,1\n1,4,1\n", "some.csv");
        Assert.Equal(["c0", "c1", "class"], table.ColumnNames);
        Assert.Equal(["1", "2", "x", "1", "3", "y", "1", "4", "y"], Cells(table));
        Assert.Equal(4, table.LineOf(2));
    }

    [Fact]
    public void Read_AnyTableWrittenByRfc4180_ReadsBackTheSame()
    {
        Gen<string> field = Gen.Choose(0, 6).SelectMany(length => Gen.ArrayOf(Gen.Elements('a', '1', ' ', ',', ';', '\t', '"', '\r', '\n', 'é', '.'), length))
            .Select(letters => new string(letters));
        var tables = Gen.Choose(1, 5).SelectMany(columns => Gen.Choose(1, 6).SelectMany(rows => Gen.ArrayOf(field, columns * rows)
            .SelectMany(cells => Gen.Elements(',', ';', '\t').SelectMany(delimiter => Gen.Elements("\n", "\r\n").SelectMany(end =>
                Gen.Elements(true, false).Select(quoteAll => (columns, cells, delimiter, end, quoteAll)))))));
        Prop.ForAll(
            tables.ToArbitrary(),
            drawn =>
            {
                string text = Write(drawn.columns, drawn.cells, drawn.delimiter, drawn.end, drawn.quoteAll);
                Table table = CsvReader.ReadText(text, "some.csv", new CsvOptions { Delimiter = drawn.delimiter, HasHeader = false });
                Assert.Equal(drawn.columns, table.ColumnCount);
                Assert.Equal(drawn.cells, Cells(table));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Find_TakesNamesAndPositions()
    {
        Table table = CsvReader.ReadText("a,b,1\nx,y,z\n", "some.csv", new CsvOptions { HasHeader = true });
        Assert.Equal([1, 2, 0, 2, 0], new[] { "b", "1", "0", "-1", "-3" }.Select(table.Find));
        foreach (string wrong in new[] { "c", "3", "-4", "B", "" })
        {
            Assert.Contains("'a', 'b', '1'", Assert.Throws<InvalidDataException>(() => table.Find(wrong)).Message);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => table[1, 0].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[0, 3].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[-1, 0].Length);
    }

    [Theory]
    [InlineData("tabular/iris.csv", 150, 5, "setosa", "class")]
    [InlineData("tabular/wine_data.csv", 178, 14, "class_0", "class")]
    [InlineData("tabular/breast_cancer.csv", 569, 31, "malignant", "class")]
    [InlineData("tabular/digits.csv.gz", 1797, 65, "0", "c64")]
    [InlineData("islr/Default.csv", 10_000, 4, "44361.62507426691", "income")]
    [InlineData("islr/Default.txt", 100, 3, "Yes", "c2")]
    [InlineData("islr/Advertising.csv", 200, 5, "22.1", "sales")]
    public void Read_RealFiles_HaveTheirShape(string file, int rows, int columns, string firstOfLast, string lastName)
    {
        if (SampleData.Find(output, file) is not { } path) return;
        Table table = CsvReader.Read(path);
        Assert.Equal((rows, columns), (table.RowCount, table.ColumnCount));
        Assert.Equal(firstOfLast, table[0, columns - 1].ToString());
        Assert.Equal(lastName, table.ColumnNames[^1]);
    }

    private static string[] Cells(Table table) =>
        [.. from row in Enumerable.Range(0, table.RowCount) from column in Enumerable.Range(0, table.ColumnCount) select table[row, column].ToString()];

    private static string Write(int columns, string[] cells, char delimiter, string end, bool quoteAll)
    {
        var text = new StringBuilder();
        for (int i = 0; i < cells.Length; i++)
        {
            // A line of a single empty field would be an empty line, which is skipped.
            bool quote = quoteAll || cells[i].AsSpan().IndexOfAny([delimiter, '"', '\r', '\n']) >= 0 || (columns == 1 && cells[i].Length == 0);
            text.Append(quote ? $"\"{cells[i].Replace("\"", "\"\"")}\"" : cells[i]).Append((i + 1) % columns == 0 ? end : delimiter);
        }

        return text.ToString();
    }
}
