using FastNN.Data;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Data;

public sealed class TableEncodingTests(ITestOutputHelper output)
{
    private const string Houses = "size,kind,price,sold\n10,flat,1.5,yes\n20, house,2.5,no\n30,flat,4,no\n";

    [Fact]
    public void Encode_NumbersAndCategories_BecomeFeatures()
    {
        var (data, encoding) = Load(Houses, new TableEncodingOptions { Target = "price" });
        Assert.Equal(["size", "kind=flat", "kind=house", "sold=no", "sold=yes"], encoding.FeatureNames);
        Assert.Equal([10, 1, 0, 0, 1, 20, 0, 1, 1, 0, 30, 1, 0, 1, 0], data.Features.ToArray());
        Assert.Equal([1.5, 2.5, 4], data.Targets.ToArray());
        Assert.False(data.IsClassification);
        Assert.Equal(encoding.FeatureNames, data.FeatureNames!);
    }

    [Fact]
    public void Encode_TextTarget_BecomesSortedClasses()
    {
        var (data, encoding) = Load(Houses, new TableEncodingOptions { Target = "-1", Ignored = ["kind"] });
        Assert.Equal(["no", "yes"], encoding.ClassNames!);
        Assert.Equal([1, 0, 0], data.Targets.ToArray());
        Assert.Equal(2, data.FeatureCount);
    }

    // One and 01 are equal as numbers only, and names that are not all numbers are none.
    [Fact]
    public void Encode_TextTargetWithNumbersAmongItsNames_TakesNamesAsTheyAre()
    {
        var (data, encoding) = Load("f,t\n1,1\n2,01\n3,x\n4,y\n", new TableEncodingOptions { Target = "t" });
        Assert.Equal(["01", "1", "x", "y"], encoding.ClassNames!);
        Assert.Equal([1, 0, 2, 3], data.Targets.ToArray());
    }

    [Fact]
    public void Encode_NumericTargetAsClass_SortsByValueAndComparesByValue()
    {
        var options = new TableEncodingOptions { Target = "y", IsClassification = true };
        var (data, encoding) = Load("x,y\n1,10\n2,9\n3,-1\n4,10.0\n", options);
        Assert.Equal(["-1", "9", "10"], encoding.ClassNames!);
        Assert.Equal([2, 1, 0, 2], data.Targets.ToArray());
        Assert.Equal([1], encoding.Encode<double>(Text("y,x\n 9e0,1\n")).Targets.ToArray());
        Assert.False(Load("x,y\n1,10\n2,9\n", new TableEncodingOptions { Target = "y" }).Data.IsClassification);
    }

    [Fact]
    public void Encode_AnotherTable_InAnyColumnOrderWithoutTarget()
    {
        TableEncoding fitted = Load(Houses, new TableEncodingOptions { Target = "price" }).Encoding;
        var rebuilt = new TableEncoding(fitted.Columns, fitted.Target, fitted.ClassNames, fitted.Missing);
        double[] features = rebuilt.EncodeFeatures<double>(Text("extra,sold,kind,size\n?,no,house,7\n,yes,flat,8\n"), out int[] rows);
        Assert.Equal([7, 0, 1, 1, 0, 8, 1, 0, 0, 1], features);
        Assert.Equal([0, 1], rows);
    }

    [Theory]
    [InlineData("size,kind\n1,flat\n", "'sold', 'price' are missing; the file has 'size', 'kind'")]
    [InlineData("size,kind,price,sold\n1,flat,1,yes\n1,tent,1,yes\n", "line 3, column 'kind': 'tent' is none of the categories 'flat', 'house'")]
    [InlineData("size,kind,price,sold\nbig,flat,1,yes\n", "line 2, column 'size': 'big' stands where a number belongs")]
    [InlineData("size,kind,price,sold\n1,flat,,yes\n", "line 2, column 'price': the field is empty")]
    [InlineData("size,kind,price,sold\n1,,1,yes\n", "line 2, column 'kind': the field is empty")]
    [InlineData("size,kind,price,sold\n1e999,flat,1,yes\n", "line 2, column 'size': '1e999' is not a finite number")]
    public void Encode_TableThatDoesNotFit_IsReported(string text, string reason)
    {
        TableEncoding encoding = Load(Houses, new TableEncodingOptions { Target = "price" }).Encoding;
        string message = Assert.Throws<InvalidDataException>(() => encoding.Encode<double>(Text(text))).Message;
        Assert.StartsWith("some.csv: ", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void Encode_UnknownClass_IsReported()
    {
        TableEncoding encoding = Load(Houses, new TableEncodingOptions { Target = "sold" }).Encoding;
        Assert.Contains(
            "line 2, column 'sold': 'maybe' is none of the classes 'no', 'yes'",
            Assert.Throws<InvalidDataException>(() => encoding.Encode<double>(Text("size,kind,price,sold\n1,flat,1,maybe\n"))).Message);
    }

    [Fact]
    public void Encode_NumberTooLargeForFloat_IsReported() => Assert.Contains(
        "line 3, column 'x': '1e200' is too large",
        Assert.Throws<InvalidDataException>(
            () => TableEncoding.Fit(Text("x,y\n1,2\n1e200,3\n"), new TableEncodingOptions { Target = "y" }).Encode<float>(Text("x,y\n1,2\n1e200,3\n"))).Message);

    [Theory]
    [InlineData("x,y\n1,2\noops,3\n3,4\n", "line 3, column 'x': 'oops' stands where a number belongs")]
    [InlineData("x,y\n1,2\n3,oops\n3,4\n", "line 3, column 'y': 'oops' stands where a number belongs")]
    [InlineData("x,y\n1,2\nNaN,3\n", "line 3, column 'x': 'NaN' stands for a missing value")]
    [InlineData("x,y\n1,2\n,3\n", "line 3, column 'x': the field is empty")]
    [InlineData("x,z\n1,2\n", "there is no column 'y'; the columns are 'x', 'z'")]
    [InlineData("y\n1\n", "there is no feature column")]
    [InlineData("x,y\na,1\nb,2\nc,3\nd,4\n", "line 5, column 'x': 'd' is one more than the 3 categories")]
    public void Fit_Fault_IsReported(string text, string reason)
    {
        var options = new TableEncodingOptions { Target = "y", MaxCategories = 3 };
        string message = Assert.Throws<InvalidDataException>(() => TableEncoding.Fit(Text(text), options).Encode<double>(Text(text))).Message;
        Assert.StartsWith("some.csv: ", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void Encode_MissingValues_AreDroppedOrFilled()
    {
        const string text = "x,k,y\n1,a,1\nNA,a,2\n3,,3\n5,b,\n5,b,4\n";
        var dropped = Load(text, new TableEncodingOptions { Target = "y", Missing = MissingValues.DropRow });
        Assert.Equal([1, 1, 0, 5, 0, 1], dropped.Data.Features.ToArray());
        var filled = Load(text, new TableEncodingOptions { Target = "y", Missing = MissingValues.FillMean });
        Assert.Equal([1, 1, 0, 3.5, 1, 0, 3, 0, 0, 5, 0, 1], filled.Data.Features.ToArray());
        Assert.Equal([1, 2, 3, 4], filled.Data.Targets.ToArray());
        Assert.Equal(5, filled.Encoding.EncodeFeatures<double>(Text(text), out _).Length / 3);
    }

    [Fact]
    public void Fit_TheLargestNumbers_HaveAMean()
    {
        TableEncoding encoding = Load("x,y\n1.7e308,1\n1.6e308,2\n,3\n", new TableEncodingOptions { Target = "y", Missing = MissingValues.FillMean }).Encoding;
        Assert.Equal(1.65e308, encoding.Columns[0].Fill, 1e294);
    }

    [Theory]
    [InlineData("0,25", true)]
    [InlineData("1,234,567", true)]
    [InlineData("$ 12.50", true)]
    [InlineData("12 %", true)]
    [InlineData("1'000", true)]
    [InlineData("€3", true)]
    [InlineData("-1,5e3", true)]
    [InlineData("25-34", false)]
    [InlineData("A1", false)]
    [InlineData("2024-01-05", false)]
    [InlineData("$", false)]
    [InlineData("", false)]
    [InlineData("yes", false)]
    [InlineData("Infinity", false)]
    [InlineData("1", false)]
    [InlineData("-2.5e3", false)]
    [InlineData("1_1", false)]
    public void ForeignNumber_IsToldFromText(string text, bool expected) => Assert.Equal(expected, ForeignNumber.Resembles(text));

    [Fact]
    public void Fit_NumbersInOtherSpellings_AreReported_UnlessTheColumnIsOneOfCategories()
    {
        const string feature = "x;y\n0,5;1\n1,5;2\n2,5;3\n", target = "x;y\n1;$12\n2;$1,100\n3;$12\n";
        string message = Assert.Throws<InvalidDataException>(() => Load(feature, new TableEncodingOptions { Target = "y" })).Message;
        Assert.StartsWith("some.csv: line 2, column 'x': '0,5' resembles a number", message);
        Assert.Contains("'$1,100' resembles", Assert.Throws<InvalidDataException>(() => Load(target, new TableEncodingOptions { Target = "y" })).Message);
        Assert.Equal(3, Load(feature, new TableEncodingOptions { Target = "y", Categorical = ["x"] }).Encoding.FeatureCount);
        Assert.Equal(["$1,100", "$12"], Load(target, new TableEncodingOptions { Target = "y", IsClassification = true }).Encoding.ClassNames);
    }

    [Theory]
    [InlineData("5% 10% 20%", 0)]
    [InlineData("low mid 10% 20% 30%", 0)]
    [InlineData("$1 $2 free", 0)]
    [InlineData("1_1 1_2 2_1", 0)]
    [InlineData("a b c 1,5", 0)]
    [InlineData("a b 1,5 2,5 3,5", 4)]
    [InlineData("1 2 3 1,005 1,006 1,007 1,008", 5)]
    [InlineData("1% 2% 3% 4% 5% 6% 7% 8% 9% 10% 11%", 2)]
    public void Fit_ColumnsWithForeignNumbers_AreRefusedWhereMostAreSuch(string values, int faultyLine)
    {
        string text = "x;y\n" + string.Concat(values.Split(' ').Select((value, i) => $"{value};{i}\n"));
        var options = new TableEncodingOptions { Target = "y" };
        if (faultyLine == 0) Assert.Equal(values.Split(' ').Length, Load(text, options).Encoding.FeatureCount);
        else Assert.Contains($"line {faultyLine}, column 'x'", Assert.Throws<InvalidDataException>(() => Load(text, options)).Message);
    }

    [Fact]
    public void Encode_MissingClasses_LeaveTheirRowsOut()
    {
        const string text = "x,y\n1,0\n2,NA\n3,1\n4,\n5,0\n";
        var options = new TableEncodingOptions { Target = "y", IsClassification = true, Missing = MissingValues.DropRow };
        Assert.Equal([1, 3, 5], Load(text, options).Data.Features.ToArray());
        Assert.Equal([1, 3, 5], Load(text, options with { Missing = MissingValues.FillMean }).Data.Features.ToArray());
        var named = Load("x,y\n1,none\n2,some\n3,\n", options with { IsClassification = null });
        Assert.Equal(["none", "some"], named.Encoding.ClassNames);
        Assert.Equal([1, 2], named.Data.Features.ToArray());
    }

    [Fact]
    public void Fit_SignsAlone_AreCategories() =>
        Assert.Equal(["x=-", "x=."], Load("x,y\n-,1\n.,2\n-,3\n", new TableEncodingOptions { Target = "y" }).Encoding.FeatureNames);

    [Fact]
    public void Fit_EmptyColumnOfCategories_IsNamed() => Assert.Contains(
        "column 'x' is empty",
        Assert.Throws<InvalidDataException>(() => Load(
            "x,y\n,1\n,2\n", new TableEncodingOptions { Target = "y", Categorical = ["x"], Missing = MissingValues.FillMean })).Message);

    [Theory]
    [InlineData(40, 21, false)]
    [InlineData(40, 20, true)]
    [InlineData(19, 19, true)]
    [InlineData(20, 20, false)]
    public void Fit_TextOfAsManyValuesAsRows_IsTakenForIdentifiers(int rows, int different, bool isAllowed)
    {
        string names = "name,y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"n{i % different},{i}\n"));
        string classes = "x,y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i},n{i % different}\n"));
        var options = new TableEncodingOptions { Target = "y" };
        if (isAllowed)
        {
            Assert.Equal(different, Load(names, options).Encoding.FeatureCount);
            Assert.Equal(different, Load(classes, options).Encoding.ClassNames!.Count);
            return;
        }

        Assert.Contains($"column 'name': {rows} rows hold {different}", Assert.Throws<InvalidDataException>(() => Load(names, options)).Message);
        Assert.Contains("too many for classes", Assert.Throws<InvalidDataException>(() => Load(classes, options)).Message);
        Assert.Equal(different, Load(names, options with { Categorical = ["name"] }).Encoding.FeatureCount);
        Assert.Equal(different, Load(classes, options with { IsClassification = true }).Encoding.ClassNames!.Count);
    }

    [Fact]
    public void Fit_TargetAmongThoseToLeaveOut_IsRejected() => Assert.Contains(
        "'y'", Assert.Throws<ArgumentException>(() => Load("x,y\n1,2\n", new TableEncodingOptions { Target = "y", Ignored = ["x", "y"] })).Message);

    [Fact]
    public void Encode_EverySpellingOfMissing_IsKnown()
    {
        foreach (string spelling in (string[])["", " ", "NA", "na", "n/a", "#N/A", "<NA>", "NaN", "-nan", "NULL", "None", "?", "-", "."])
        {
            var loaded = Load($"x,y\n1,2\n{spelling},3\n5,4\n", new TableEncodingOptions { Target = "y", Missing = MissingValues.DropRow });
            Assert.Equal([1, 5], loaded.Data.Features.ToArray());
        }
    }

    [Fact]
    public void Fit_CategoricalNumbers_BecomeCategories()
    {
        var options = new TableEncodingOptions { Target = "y", Categorical = ["code"] };
        Assert.Equal(["code=1", "code=2", "code=x"], Load("code,y\n2,1\n1,2\nx,3\n1,3\n", options).Encoding.FeatureNames);
    }

    [Fact]
    public void Constructors_PartsThatDoNotFit_AreRejected()
    {
        var column = new ColumnEncoding("a");
        Assert.Throws<ArgumentException>(() => new TableEncoding([], "y"));
        Assert.Throws<ArgumentException>(() => new TableEncoding([column, column], "y"));
        Assert.Throws<ArgumentException>(() => new TableEncoding([column], "a"));
        Assert.Throws<ArgumentException>(() => new TableEncoding([column], "y", ["1", "1.0"]));
        Assert.Throws<ArgumentException>(() => new TableEncoding([column], "y", []));
        Assert.Throws<ArgumentException>(() => new ColumnEncoding("a", ["b", "a"]));
        Assert.Throws<ArgumentException>(() => new ColumnEncoding("a", []));
        Assert.Throws<ArgumentException>(() => new ColumnEncoding("a", null, double.NaN));
    }

    [Theory]
    [InlineData("tabular/iris.csv", "class", 150, 4, 3, "")]
    [InlineData("tabular/wine_data.csv", "-1", 178, 13, 3, "")]
    [InlineData("tabular/breast_cancer.csv", "class", 569, 30, 2, "")]
    [InlineData("tabular/digits.csv.gz", "64", 1797, 64, 10, "")]
    [InlineData("islr/Default.csv", "default", 10_000, 4, 2, "")]
    [InlineData("islr/Default.txt", "c2", 100, 2, 2, "")]
    [InlineData("islr/Advertising.csv", "sales", 200, 3, 0, "c0")]
    public void Load_RealFiles_BecomeDatasets(string file, string target, int count, int features, int classes, string ignored)
    {
        if (SampleData.Find(output, file) is not { } path) return;
        var options = new TableEncodingOptions
        {
            Target = target,
            IsClassification = classes > 0,
            Ignored = ignored.Length == 0 ? [] : [ignored],
        };
        var (data, _) = CsvDataset.Load<float>(path, options);
        Assert.Equal((count, features, classes), (data.Count, data.FeatureCount, data.ClassCount));
        if (file.EndsWith("Default.csv", StringComparison.Ordinal)) Assert.Equal([9667, 333], data.CountByClass());
        if (file.EndsWith("cancer.csv", StringComparison.Ordinal)) Assert.Equal([357, 212], data.CountByClass());
    }

    private static Table Text(string text) => CsvReader.ReadText(text, "some.csv");

    private static (Dataset<double> Data, TableEncoding Encoding) Load(string text, TableEncodingOptions options)
    {
        Table table = Text(text);
        TableEncoding encoding = TableEncoding.Fit(table, options);
        return (encoding.Encode<double>(table), encoding);
    }
}
