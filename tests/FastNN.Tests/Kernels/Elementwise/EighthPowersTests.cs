using System.Numerics;
using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Elementwise;

/// <summary>The short form of e^x beside the whole function, which processors with an instruction for scaling use alone.</summary>
public sealed unsafe class EighthPowersTests
{
    [Fact]
    public void ShortForm_WhereverItHolds_HasTheBitsOfTheWhole()
    {
        // Every argument up to beyond the limit, and back: 977 is prime to the lanes and to the fraction.
        foreach (InstructionSet width in Widths.All)
        {
            for (uint bits = 0; bits < BitConverter.SingleToUInt32Bits(80); bits += 97 * 977)
            {
                AssertAlike(width, BitConverter.UInt32BitsToSingle(bits));
                AssertAlike(width, -BitConverter.UInt32BitsToSingle(bits));
            }
        }
    }

    [Fact]
    public void ShortForm_NextToEveryChangeOfTheIndex_HasTheBitsOfTheWhole()
    {
        // Where the rest is smallest and where it is largest.
        foreach (InstructionSet width in Widths.All)
        {
            for (int sixteenths = -1616; sixteenths <= 1616; sixteenths++)
            {
                uint near = BitConverter.SingleToUInt32Bits((float)(sixteenths * Math.Log(2) / 16));
                for (uint step = 0; step < 7; step++) AssertAlike(width, BitConverter.UInt32BitsToSingle(near + step - 3));
            }
        }
    }

    [Theory]
    [InlineData(70.1f)]
    [InlineData(-70.1f)]
    [InlineData(1e30f)]
    [InlineData(-1e30f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void ShortForm_BeyondItsLimit_SaysSo(float x)
    {
        foreach (InstructionSet width in Widths.All) Assert.False(Compute(width, x).Holds);
    }

    [Fact]
    public void ShortForm_OfNaN_IsNaN()
    {
        foreach (InstructionSet width in Widths.All)
        {
            ExpForms forms = Compute(width, float.NaN);
            Assert.True(forms.Holds);
            Assert.True(float.IsNaN(forms.Short));
        }
    }

    private static void AssertAlike(InstructionSet width, float x)
    {
        ExpForms forms = Compute(width, x);
        Assert.True(forms.Holds || Math.Abs(x) > 70, $"the short form does not hold for {x:R} at {width}");
        if (!forms.Holds) return;
        Assert.True(
            BitConverter.SingleToInt32Bits(forms.Short) == BitConverter.SingleToInt32Bits(forms.Whole),
            $"e^{x:R} is {forms.Short:R} by the short form and {forms.Whole:R} by the whole one at {width}");
    }

    private static ExpForms Compute(InstructionSet width, float x)
    {
        var forms = new ExpForms { X = x };
        Widths.Run<float, ExpForms>(width, ref forms);
        return forms;
    }

    private struct ExpForms : IKernel<float>
    {
        public float X;
        public float Short;
        public float Whole;
        public bool Holds;

        public void Run<V, L>()
            where V : unmanaged
            where L : struct, ILanes<float, V>
        {
            V x = L.Fill(X);
            Holds = EighthPowers<float, V, L>.TryExp(x, out V result);
            V whole = EighthPowers<float, V, L>.ScaledExp(x);
            Short = *(float*)&result;
            Whole = *(float*)&whole;
        }
    }
}
