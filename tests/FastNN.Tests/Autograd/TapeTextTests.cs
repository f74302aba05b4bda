using FastNN.Autograd;
using Xunit;

namespace FastNN.Tests.Autograd;

public class TapeTextTests
{
    [Fact]
    public void ToString_ListsTheRecord()
    {
        using var tape = new Tape<float>();
        Variable<float> x = tape.Leaf([1, 2, 3, 4, 5, 6], [2, 3]), b = tape.Constant([1, 2, 3]);
        Variable<float> y = tape.Concatenate([x * b, x]).Sum();
        Assert.Equal(
            "tape of 5 values and 3 operations\n%0 = leaf [2, 3]\n%1 = constant [3]\n%2 = multiply(%0, %1) [2, 3]\n"
            + "%3 = concatenate(%2, %0) [4, 3]\n%4 = sum(%3) []\n",
            tape.ToString());
        y.Backward();
        Assert.Contains("%4 = sum(%3) differentiated []", tape.ToString());
    }

    [Fact]
    public void ToDot_DrawsTheGraph()
    {
        using var tape = new Tape<float>();
        Variable<float> x = tape.Leaf(3f);
        _ = x.Pow(2) + x;
        Assert.Equal(
            """
            digraph tape {
              rankdir=LR;
              node [fontname="sans-serif"];
              v0 [shape=box, style=bold, label="%0 leaf\n[]"];
              o0 [shape=ellipse, label="square"];
              v1 [shape=box, label="%1\n[]"];
              v0 -> o0;
              o0 -> v1;
              o1 [shape=ellipse, label="add"];
              v2 [shape=box, label="%2\n[]"];
              v1 -> o1;
              v0 -> o1;
              o1 -> v2;
            }

            """.ReplaceLineEndings("\n"),
            tape.ToDot());
    }
}
