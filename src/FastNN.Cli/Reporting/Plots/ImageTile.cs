namespace FastNN.Cli.Reporting;

/// <summary>An image of a grid.</summary>
/// <param name="Image">The image.</param>
/// <param name="Caption">What stands below; empty for nothing.</param>
/// <param name="IsWrong">Whether it is marked as a mistake, by a frame and a cross.</param>
internal readonly record struct ImageTile(PixelImage Image, string Caption, bool IsWrong);
