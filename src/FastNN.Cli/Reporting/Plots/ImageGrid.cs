namespace FastNN.Cli.Reporting;

/// <summary>A grid of small images with captions: test images with predictions, or weights seen as images.</summary>
/// <param name="title">What it shows.</param>
internal sealed class ImageGrid(string title) : Plot(title)
{
    private const double CaptionSize = 11;
    private const double CrossSize = 7;

    private readonly List<ImageTile> _tiles = [];

    /// <summary>Gets the whole width; as many images stand in a row as fit.</summary>
    public double Width { get; init; } = PageWidth;

    /// <summary>Gets the width of an image.</summary>
    public double TileWidth { get; init; } = 56;

    /// <summary>Gets a line that explains captions and marks; empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>Gets the quantity that <see cref="PixelImage.Diverging"/> colours show, and its limit; null for no scale.</summary>
    public (string Label, double Limit)? Scale { get; init; }

    /// <summary>Adds an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="caption">What stands below; cut short where it is too wide.</param>
    /// <param name="isWrong">Whether to mark it as a mistake.</param>
    public ImageGrid Add(PixelImage image, string caption = "", bool isWrong = false)
    {
        _tiles.Add(new ImageTile(image, caption, isWrong));
        return this;
    }

    /// <inheritdoc/>
    protected override void Draw(SvgCanvas canvas)
    {
        double y = DrawTitle(canvas, Width);
        foreach (string line in TextMetrics.Wrap(Note, TextSize, Width - (2 * Margin)))
        {
            canvas.Text(Margin, y + TextSize, line, TextSize, style: "muted label");
            y += TextSize * TextMetrics.LineHeight;
        }

        if (Scale is { } scale) y = DrawScale(canvas, scale.Label, scale.Limit, y + 4);
        y += 8;
        double tileHeight = _tiles.Count == 0 ? 0 : TileWidth * _tiles.Max(tile => tile.Image.Height / (double)tile.Image.Width);
        bool hasCaptions = _tiles.Exists(tile => tile.Caption.Length > 0);
        double stepX = TileWidth + 10, stepY = tileHeight + 10 + (hasCaptions ? CaptionSize * TextMetrics.LineHeight : 0);
        int columns = Math.Max(1, (int)((Width - (2 * Margin) + 10) / stepX));
        for (int i = 0; i < _tiles.Count; i++) DrawTile(canvas, _tiles[i], Margin + (i % columns * stepX), y + (i / columns * stepY), tileHeight);
        canvas.Width = Width;
        canvas.Height = y + ((_tiles.Count + columns - 1) / columns * stepY) + Margin;
    }

    private void DrawTile(SvgCanvas canvas, ImageTile tile, double x, double y, double height)
    {
        double used = TileWidth * tile.Image.Height / tile.Image.Width;
        canvas.Image(x, y, TileWidth, used, tile.Image);
        canvas.Rectangle(x, y, TileWidth, used, tile.IsWrong ? "wrong" : "frame");
        string caption = TextMetrics.Shorten(tile.Caption, CaptionSize, TileWidth + 8);
        double baseline = y + height + CaptionSize + 2;
        if (caption.Length > 0) canvas.Text(x + (TileWidth / 2), baseline, caption, CaptionSize, TextAnchor.Middle, tile.IsWrong ? "wrong-text" : "");
        if (!tile.IsWrong) return;

        // A cross on a patch of ground in the corner: visible whatever the image is like, and without colours.
        double side = CrossSize + 6, left = x + TileWidth - side;
        canvas.Rectangle(left, y, side, side, "ground");
        canvas.Path(
            $"M{SvgCanvas.Number(left + 3)} {SvgCanvas.Number(y + 3)}l{CrossSize} {CrossSize}m0 -{CrossSize}l-{CrossSize} {CrossSize}", "wrong");
    }

    private static double DrawScale(SvgCanvas canvas, string label, double limit, double y)
    {
        const int Steps = 41;
        const double BarWidth = 160, BarHeight = 12;
        double step = Math.Pow(10, Math.Floor(Math.Log10(limit > 0 ? limit : 1)) - 1);
        string low = Ticks.Label(-limit, step, limit), high = Ticks.Label(limit, step, limit);
        double x = Margin;
        canvas.Text(x, y + TextSize, label, TextSize, style: "label");
        x += TextMetrics.Width(label, TextSize) + 12;
        canvas.Text(x, y + TextSize, low, TextSize);
        x += TextMetrics.Width(low, TextSize) + 6;
        double[] values = [.. Enumerable.Range(0, Steps).Select(i => (2.0 * i / (Steps - 1)) - 1)];
        canvas.Image(x, y + 2, BarWidth, BarHeight, PixelImage.Diverging<double>(values, Steps, 1, 1));
        canvas.Rectangle(x, y + 2, BarWidth, BarHeight, "frame");
        canvas.Text(x + BarWidth + 6, y + TextSize, high, TextSize);
        return y + (TextSize * TextMetrics.LineHeight);
    }
}
