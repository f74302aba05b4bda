namespace FastNN.Cli.Commands;

/// <summary>Where rows come from.</summary>
internal enum DataSourceKind
{
    /// <summary>The built-in drawn digits.</summary>
    Digits,

    /// <summary>A folder of four IDX files.</summary>
    Idx,

    /// <summary>A CSV file.</summary>
    Csv,
}
