using System.Numerics;

namespace FastNN.Cli.Reporting;

/// <summary>A small image made from numbers.</summary>
internal sealed class PixelImage
{
    private readonly byte[] _pixels;
    private readonly int _channels;

    private PixelImage(byte[] pixels, int width, int height, int channels)
    {
        (_pixels, Width, Height, _channels) = (pixels, width, height, channels);
    }

    /// <summary>Gets the number of columns.</summary>
    public int Width { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Height { get; }

    /// <summary>Makes a grey image.</summary>
    /// <param name="values">The pixels, row by row from the top.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="black">The value that is black.</param>
    /// <param name="white">The value that is white; it may be the smaller one.</param>
    /// <exception cref="ArgumentException">The sizes do not give the number of values.</exception>
    public static PixelImage Gray<T>(ReadOnlySpan<T> values, int width, int height, double black = 0, double white = 1)
        where T : INumberBase<T>
    {
        CheckSize(values.Length, width, height, 1);
        byte[] pixels = new byte[values.Length];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = ToByte((double.CreateChecked(values[i]) - black) / (white - black));
        return new PixelImage(pixels, width, height, 1);
    }

    /// <summary>Makes an image of signed values: blue below zero, vermillion above, and the page's ground shines through at zero.</summary>
    /// <param name="values">The values, row by row from the top.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="limit">The size of value that has the full colour.</param>
    /// <exception cref="ArgumentException">The sizes do not give the number of values.</exception>
    public static PixelImage Diverging<T>(ReadOnlySpan<T> values, int width, int height, double limit)
        where T : INumberBase<T>
    {
        CheckSize(values.Length, width, height, 1);
        byte[] pixels = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double value = double.CreateChecked(values[i]);
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2]) = value < 0 ? ((byte)0x1f, (byte)0x83, (byte)0xc4) : ((byte)0xde, (byte)0x63, (byte)0x0c);
            pixels[(4 * i) + 3] = limit > 0 ? ToByte(Math.Abs(value) / limit) : (byte)0;
        }

        return new PixelImage(pixels, width, height, 4);
    }

    /// <summary>Makes an image in colours.</summary>
    /// <param name="values">Red, green and blue of each pixel from 0 to 1, row by row from the top.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="height">The number of rows.</param>
    /// <exception cref="ArgumentException">The sizes do not give the number of values.</exception>
    public static PixelImage Rgb<T>(ReadOnlySpan<T> values, int width, int height)
        where T : INumberBase<T>
    {
        CheckSize(values.Length, width, height, 3);
        byte[] pixels = new byte[values.Length];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = ToByte(double.CreateChecked(values[i]));
        return new PixelImage(pixels, width, height, 3);
    }

    /// <summary>Writes the image as PNG.</summary>
    public byte[] ToPng() => PngEncoder.Encode(_pixels, Width, Height, _channels);

    /// <summary>Writes the image as an address that holds it.</summary>
    public string ToDataUri() => $"data:image/png;base64,{Convert.ToBase64String(ToPng())}";

    private static byte ToByte(double share) => double.IsNaN(share) ? (byte)0 : (byte)Math.Round(255 * Math.Clamp(share, 0, 1));

    private static void CheckSize(int count, int width, int height, int channels)
    {
        if (width < 1 || height < 1 || count != (long)width * height * channels)
        {
            throw new ArgumentException($"{count} values are no image of {width} × {height} pixels and {channels} channels");
        }
    }
}
