using FastNN.Random;

namespace FastNN.Data;

/// <summary>Draws one digit at a time: moves the points of a glyph, lays the strokes out as short segments, and inks them.</summary>
/// <remarks>
/// A pixel's ink follows from its distance to the nearest segment, so edges are anti-aliased. No function but the square root is used:
/// sine, cosine and logarithm differ in the last bit between platforms.
/// </remarks>
internal sealed class DigitPen(DigitVariation variation)
{
    private const int Size = SyntheticDigits.ImageSize;
    private const int SegmentsPerArc = 6;

    // Half the width of the edge in which ink fades; half a pixel is a box filter's.
    private const float EdgeHalfWidth = 0.6f;

    private readonly (double X, double Y)[] _points = new (double, double)[32];
    private readonly float[] _squares = new float[SyntheticDigits.PixelCount];
    private float _reach;

    /// <summary>Draws a digit.</summary>
    /// <param name="digit">The digit, 0 to 9.</param>
    /// <param name="random">The stream that decides everything else.</param>
    /// <param name="destination">Receives 784 values in [0, 1].</param>
    public void Draw(int digit, RandomStream random, Span<float> destination)
    {
        DigitGlyph[] ways = DigitGlyphs.ByDigit[digit];
        DigitGlyph glyph = ways[random.NextInt32(ways.Length)];
        Place(glyph, random);

        float radius = (float)random.NextUniform(variation.MinRadius, variation.MaxRadius);
        _reach = radius + EdgeHalfWidth;
        Array.Fill(_squares, _reach * _reach);
        for (int i = 0; i < glyph.Strokes.Length; i++)
        {
            if (glyph.IsCurve[i]) InkCurve(glyph.Strokes[i]);
            else InkLines(glyph.Strokes[i]);
        }

        Develop(random, destination);
    }

    private static float NearNormal(uint bits)
    {
        // Four bytes added up are nearly normal (Irwin–Hall), of mean 510 and variance 4·(256² − 1)/12.
        uint sum = (bits & 0xFF) + ((bits >> 8) & 0xFF) + ((bits >> 16) & 0xFF) + (bits >> 24);
        return ((int)sum - 510) * (1 / 147.8f);
    }

    /// <summary>Moves the glyph's points about and maps them to pixels.</summary>
    private void Place(DigitGlyph glyph, RandomStream random)
    {
        double Around(double spread) => random.NextUniform(-spread, spread);
        double height = variation.Height * (1 + Around(variation.Scale));
        double width = variation.Width * (1 + Around(variation.Scale));
        double shear = Around(variation.Shear);
        double shiftX = Around(variation.Shift), shiftY = Around(variation.Shift);

        // Sine and cosine from the tangent of half the angle.
        double half = Around(variation.HalfTurn);
        double sine = 2 * half / (1 + (half * half)), cosine = (1 - (half * half)) / (1 + (half * half));
        for (int i = 0; i < glyph.Points.Length; i++)
        {
            double x = (glyph.Points[i].X - 0.5 + Around(variation.Jitter)) * width;
            double y = (glyph.Points[i].Y - 0.5 + Around(variation.Jitter)) * height;
            x -= shear * y;
            _points[i] = (
                (cosine * x) - (sine * y) + ((Size - 1) / 2.0) + shiftX,
                (sine * x) + (cosine * y) + ((Size - 1) / 2.0) + shiftY);
        }
    }

    private void InkLines(int[] stroke)
    {
        for (int i = 1; i < stroke.Length; i++) InkSegment(_points[stroke[i - 1]], _points[stroke[i]]);
    }

    private void InkCurve(int[] stroke)
    {
        int last = stroke.Length - 1;
        bool closed = stroke[0] == stroke[last];
        for (int i = 0; i < last; i++)
        {
            (double X, double Y) a = _points[stroke[i > 0 ? i - 1 : closed ? last - 1 : 0]];
            (double X, double Y) b = _points[stroke[i]];
            (double X, double Y) c = _points[stroke[i + 1]];
            (double X, double Y) d = _points[stroke[i + 2 <= last ? i + 2 : closed ? 1 : last]];
            (double X, double Y) from = b;
            for (int step = 1; step <= SegmentsPerArc; step++)
            {
                double t = step / (double)SegmentsPerArc;
                (double X, double Y) to = (Spline(a.X, b.X, c.X, d.X, t), Spline(a.Y, b.Y, c.Y, d.Y, t));
                InkSegment(from, to);
                from = to;
            }
        }

        // The uniform Catmull–Rom spline: passes b and c, with tangents (c − a)/2 and (d − b)/2.
        static double Spline(double a, double b, double c, double d, double t) =>
            b + (0.5 * t * ((c - a) + (t * (((2 * a) - (5 * b) + (4 * c) - d) + (t * ((3 * (b - c)) + d - a))))));
    }

    private void InkSegment((double X, double Y) from, (double X, double Y) to)
    {
        float x0 = (float)from.X, y0 = (float)from.Y;
        float dx = (float)to.X - x0, dy = (float)to.Y - y0;
        float square = (dx * dx) + (dy * dy);
        float inverse = square > 0 ? 1 / square : 0;
        int left = Math.Max(0, (int)(Math.Min(x0, x0 + dx) - _reach)), right = Math.Min(Size - 1, (int)(Math.Max(x0, x0 + dx) + _reach + 1));
        int top = Math.Max(0, (int)(Math.Min(y0, y0 + dy) - _reach)), bottom = Math.Min(Size - 1, (int)(Math.Max(y0, y0 + dy) + _reach + 1));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                float px = column - x0, py = row - y0;
                float along = Math.Clamp(((px * dx) + (py * dy)) * inverse, 0, 1);
                float ex = px - (along * dx), ey = py - (along * dy);
                ref float nearest = ref _squares[(row * Size) + column];
                nearest = Math.Min(nearest, (ex * ex) + (ey * ey));
            }
        }
    }

    /// <summary>Turns distances into grey values.</summary>
    private void Develop(RandomStream random, Span<float> destination)
    {
        float background = (float)random.NextUniform(0, variation.MaxBackground);
        float contrast = (float)random.NextUniform(variation.MinInk, 1) - background;
        bool inverted = random.NextDouble() < variation.InvertedShare;
        float noise = (float)variation.Noise;
        for (int i = 0; i < _squares.Length; i++)
        {
            float ink = Math.Clamp((_reach - MathF.Sqrt(_squares[i])) * (1 / (2 * EdgeHalfWidth)), 0, 1);
            float value = background + (contrast * ink) + (noise * NearNormal(random.NextUInt32()));
            value = Math.Clamp(value, 0, 1);
            destination[i] = inverted ? 1 - value : value;
        }
    }
}
