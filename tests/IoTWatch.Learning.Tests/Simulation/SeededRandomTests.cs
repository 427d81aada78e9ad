using IoTWatch.Learning.Simulation;

namespace IoTWatch.Learning.Tests.Simulation;

public class SeededRandomTests
{
    /// <summary>
    /// Compares with the reference algorithm, implemented separately.
    /// </summary>
    [Fact]
    public void The_numbers_are_those_of_xoshiro256_starstar()
    {
        // SplitMix64 from 1
        ulong[] state = [0x910a2dec89025cc1, 0xbeeb8da1658eec67, 0xf893a2eefb32555e, 0x71c18690ee42c90b];
        var rng = new SeededRandom(1);

        for (var i = 0; i < 100; i++)
        {
            var expected = ulong.RotateLeft(state[1] * 5, 7) * 9;
            var shifted = state[1] << 17;
            state[2] ^= state[0];
            state[3] ^= state[1];
            state[1] ^= state[2];
            state[0] ^= state[3];
            state[2] ^= shifted;
            state[3] = ulong.RotateLeft(state[3], 45);
            Assert.Equal(expected, rng.NextBits());
        }
    }

    [Fact]
    public void A_fork_depends_on_seed_and_name_and_not_on_what_was_drawn_before()
    {
        var fresh = new SeededRandom(7);
        var used = new SeededRandom(7);
        for (var i = 0; i < 50; i++)
            used.NextBits();

        Assert.Equal(fresh.Fork("a").NextBits(), used.Fork("a").NextBits());
        Assert.NotEqual(fresh.Fork("a").NextBits(), fresh.Fork("b").NextBits());
        Assert.NotEqual(fresh.Fork("a").NextBits(), new SeededRandom(8).Fork("a").NextBits());
    }

    [Fact]
    public void Means_are_those_of_the_distributions()
    {
        var rng = new SeededRandom(3);
        double Mean(Func<double> draw) => Enumerable.Range(0, 200_000).Average(_ => draw());

        Assert.Equal(5, Mean(() => rng.Exponential(5)), .05);
        Assert.Equal(2, Mean(() => rng.Normal(2, 3)), .03);
        Assert.Equal(4, Mean(() => rng.Geometric(4)), .05);
        Assert.Equal(3.5, Mean(() => rng.WholeNumber(1, 6)), .02);
        Assert.Equal(2, Mean(() => rng.Pareto(1, 2)), .15);
        Assert.Equal(Math.Log(10), Mean(() => Math.Log(rng.LogUniform(1, 100))), .02);
        Assert.Equal(Math.Log(7), Mean(() => Math.Log(rng.LogNormal(7, 1.5))), .02);
        Assert.Equal(.3, Mean(() => rng.Chance(.3) ? 1 : 0), .01);
    }
}
