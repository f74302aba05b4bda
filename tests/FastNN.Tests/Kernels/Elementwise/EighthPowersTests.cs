using System.Runtime.Intrinsics;
using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Kernels.Elementwise;

/// <summary>The short form of e^x beside the whole function, which processors with an instruction for scaling use alone.</summary>
public sealed unsafe class EighthPowersTests(ITestOutputHelper output)
{
    private static readonly uint s_end = BitConverter.SingleToUInt32Bits(80);

    [Fact]
    public void ShortForm_WhereverItHolds_HasTheBitsOfTheWhole()
    {
        // One argument in a hundred thousand up to beyond the limit.
        foreach (InstructionSet width in Widths.All)
        {
            for (uint bits = 0; bits < s_end; bits += 94769)
            {
                AssertAlike(width, BitConverter.UInt32BitsToSingle(bits));
                AssertAlike(width, -BitConverter.UInt32BitsToSingle(bits));
            }
        }
    }

    [Fact]
    [Trait("Category", "Exhaustive")]
    public void ShortForm_OfEveryArgument_HasTheBitsOfTheWhole()
    {
        if (Environment.GetEnvironmentVariable("FASTNN_EXHAUSTIVE") != "1")
        {
            output.WriteLine("Skipped: set FASTNN_EXHAUSTIVE=1 to try all arguments, which takes seconds.");
            return;
        }

        Parallel.For(0L, (s_end / 4096) + 1, block =>
        {
            var compare = new ComparedBlock { First = (uint)(block * 4096) };
            Widths.Run<float, ComparedBlock>(InstructionSet.V256, ref compare);
            Assert.True(compare.Differing == null, $"the forms of e^{compare.Differing:R} differ");
        });
    }

    [Fact]
    public void TablesOfSixteen_AreThoseOfEightTwice()
    {
        AssertTwice<EighthPowers<float, Vector256<float>, Lanes256<float>>.Powers>();
        AssertTwice<EighthPowers<float, Vector256<float>, Lanes256<float>>.LiftedPowers>();
    }

    [Fact]
    public void ShortForm_NextToEveryChangeOfTheIndex_HasTheBitsOfTheWhole()
    {
        // Where the rest is smallest and where it is largest.
        foreach (InstructionSet width in Widths.All)
        {
            for (int sixteenths = -1616; sixteenths <= 1616; sixteenths++)
            {
                if (sixteenths == 0) continue;
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

    private static void AssertTwice<TTable>()
        where TTable : struct, IEightEntryTable
    {
        Assert.Equal(TTable.Eight, TTable.Entries.GetLower());
        Assert.Equal(TTable.Eight, TTable.Entries.GetUpper());
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

    // 4096 arguments of either sign.
    private struct ComparedBlock : IKernel<float>
    {
        public uint First;
        public float? Differing;

        public void Run<V, L>()
            where V : unmanaged
            where L : struct, ILanes<float, V>
        {
            uint* bits = stackalloc uint[L.Count];
            for (uint i = 0; i < 8192; i += (uint)L.Count)
            {
                for (uint lane = 0; lane < L.Count; lane++) bits[lane] = First + ((i + lane) / 2) + ((i + lane) % 2 << 31);
                V x = L.Load((float*)bits);
                if (!EighthPowers<float, V, L>.TryExp(x, out V result)) continue;
                V whole = EighthPowers<float, V, L>.ScaledExp(x);
                if (!L.All(L.AreEqual(result, whole))) Differing = BitConverter.UInt32BitsToSingle(bits[0]);
            }
        }
    }
}
