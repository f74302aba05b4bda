using FastNN.Random;
using Xunit;

namespace FastNN.Tests.Random;

public sealed class RandomStreamTests
{
    // The authors' known answers for Philox4x32-10: a counter, a key, and what they give.
    [Theory]
    [InlineData(0, 0, 0, new[] { 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u })]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, new[] { 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu })]
    [InlineData(0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822, new[] { 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u })]
    public void Philox_AuthorsCounters_GiveTheirAnswers(ulong low, ulong high, ulong key, uint[] expected)
    {
        uint[] drawn = new uint[4];
        Philox.Fill(key, low, high, drawn);
        Assert.Equal(expected, drawn);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xFFFFFFF0)]
    [InlineData(0xFFFFFFF5)]
    [InlineData(0xFFFFFFF8)]
    [InlineData(0xFFFFFFF9)]
    [InlineData(ulong.MaxValue - 20)]
    public void Philox_ManyCounters_GiveWhatEachGivesAlone(ulong low)
    {
        uint[] together = new uint[4 * 45], alone = new uint[4];
        Philox.Fill(0x123456789abcdef0, low, 0xfedcba9876543210, together);
        for (int i = 0; i < 45; i++)
        {
            Philox.Fill(0x123456789abcdef0, low + (uint)i, 0xfedcba9876543210, alone);
            Assert.Equal(alone, together[(4 * i)..((4 * i) + 4)]);
        }
    }

    [Fact]
    public void NextUInt32_FollowsTheCounters()
    {
        var stream = new RandomStream(seed: 0);
        uint[] expected = new uint[200];
        Philox.Fill(0, 0, 0, expected);
        Assert.Equal(expected, Enumerable.Range(0, 200).Select(_ => stream.NextUInt32()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(60)]
    [InlineData(64)]
    public void Filling_WhereverItStarts_GivesWhatSingleDrawsGive(int drawnBefore)
    {
        foreach (int length in (int[])[0, 1, 2, 3, 5, 31, 255, 256, 257, 700])
        {
            var filled = new RandomStream(7, 3);
            var single = new RandomStream(7, 3);
            for (int i = 0; i < drawnBefore; i++) Assert.Equal(single.NextUInt32(), filled.NextUInt32());
            float[] uniform = new float[length], choice = new float[length];
            filled.FillUniform<float>(uniform, -2, 5);
            filled.FillChoice(choice, 0.3, 1f, 2f);
            for (int i = 0; i < length; i++) Assert.Equal((float)single.NextUniform(-2, 5), uniform[i]);
            for (int i = 0; i < length; i++) Assert.Equal(single.NextDouble() < 0.3 ? 1f : 2f, choice[i]);
            Assert.Equal(single.NextUInt32(), filled.NextUInt32());
        }
    }
}
