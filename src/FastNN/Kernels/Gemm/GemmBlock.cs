namespace FastNN.Kernels;

/// <summary>The part of a product that is computed at a time: a block of C and a block along k.</summary>
internal struct GemmBlock
{
    /// <summary>The first row of C.</summary>
    public int Row;

    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>The first column of C.</summary>
    public int Column;

    /// <summary>The number of columns.</summary>
    public int Columns;

    /// <summary>The first step along k.</summary>
    public int Step;

    /// <summary>The number of steps.</summary>
    public int Steps;
}
