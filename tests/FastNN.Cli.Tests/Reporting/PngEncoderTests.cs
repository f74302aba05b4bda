using FastNN.Cli.Reporting;
using Xunit;

namespace FastNN.Cli.Tests.Reporting;

public sealed class PngEncoderTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(28, 28, 1)]
    [InlineData(3, 5, 3)]
    [InlineData(7, 2, 4)]
    [InlineData(300, 1, 4)]
    public void Encode_AnySize_IsReadBackByAnotherReader(int width, int height, int channels)
    {
        byte[] pixels = new byte[width * height * channels];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)((i * 37) ^ (i >> 3));
        PlainPng read = PlainPng.Read(PngEncoder.Encode(pixels, width, height, channels));
        Assert.Equal((width, height, channels), (read.Width, read.Height, read.Channels));
        Assert.Equal(pixels, read.Pixels);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 1, 1)]
    public void Encode_SizesThatDoNotFit_AreRejected(int width, int height, int channels) =>
        Assert.Throws<ArgumentException>(() => PngEncoder.Encode([1, 2, 3, 4], width, height, channels));

    [Fact]
    public void Gray_MapsItsLimitsToBlackAndWhite()
    {
        PlainPng image = PlainPng.Read(PixelImage.Gray<float>([-1, 0, 1, 2, 5, float.NaN], 6, 1, black: 0, white: 2).ToPng());
        Assert.Equal([0, 0, 128, 255, 255, 0], image.Pixels);
    }

    [Fact]
    public void Diverging_IsTransparentAtZeroAndHasAColourPerSign()
    {
        byte[] pixels = PlainPng.Read(PixelImage.Diverging<double>([-2, 0, 1], 3, 1, 2).ToPng()).Pixels;
        Assert.Equal([255, 0, 128], [pixels[3], pixels[7], pixels[11]]);
        Assert.True(pixels[2] > pixels[0], "below zero is blue");
        Assert.True(pixels[8] > pixels[10], "above zero is red");
    }
}
