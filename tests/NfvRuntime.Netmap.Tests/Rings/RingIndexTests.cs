namespace NfvRuntime.Netmap.Tests.Rings;

public class RingIndexTests
{
    /// <summary>Every combination for n = 2 to 9, with values up to 3 beyond the ring, against the kernel's rule written out step by step.</summary>
    [Fact]
    public void Agrees_with_the_kernels_rule_except_for_a_cur_outside_the_ring()
    {
        int agreed = 0;
        int stricter = 0;
        for (uint n = 2; n <= 9; n++)
        {
            for (uint @base = 0; @base < n; @base++)
            {
                for (uint limit = 0; limit < n; limit++)
                {
                    for (uint head = 0; head < n + 3; head++)
                    {
                        for (uint cur = 0; cur < n + 3; cur++)
                        {
                            bool ours = RingIndex.IsLegal(head, cur, @base, limit, n);
                            bool kernel = KernelAccepts(head, cur, @base, limit, n);
                            bool documented = kernel && !ours && cur >= n && limit < @base && head >= @base;
                            string at = $"n {n} base {@base} limit {limit} head {head} cur {cur}";
                            Assert.True(ours == kernel || documented, $"{at}: ours {ours}, kernel {kernel}");
                            agreed += ours == kernel ? 1 : 0;
                            stricter += documented ? 1 : 0;
                        }
                    }
                }
            }
        }

        Assert.True(agreed > 20_000 && stricter > 0, $"{agreed} agreed, {stricter} stricter");
    }

    [Theory]
    [InlineData(uint.MaxValue, 0, 0, 3)]
    [InlineData(0, uint.MaxValue, 0, 3)]
    [InlineData(0, 0, 4, 3)]
    [InlineData(0, 0, uint.MaxValue, 3)]
    [InlineData(0, 0, 0, 4)]
    [InlineData(0, 0, 0, uint.MaxValue)]
    public void Any_index_outside_the_ring_is_illegal(uint head, uint cur, uint @base, uint limit) =>
        Assert.False(RingIndex.IsLegal(head, cur, @base, limit, 4));

    [Fact]
    public void Arithmetic_is_modulo_the_number_of_slots()
    {
        for (uint n = 2; n <= 9; n++)
        {
            for (uint i = 0; i < n; i++)
            {
                Assert.Equal((i + 1) % n, RingIndex.Next(i, n));
                Assert.Equal((i + n - 1) % n, RingIndex.Previous(i, n));
                for (uint by = 0; by <= n; by++)
                {
                    Assert.Equal((i + by) % n, RingIndex.Advance(i, by, n));
                }

                for (uint tail = 0; tail < n; tail++)
                {
                    Assert.Equal((tail + n - i) % n, RingIndex.Space(i, tail, n));
                }
            }
        }
    }

    /// <summary>The table of facts 2.9: limits as intervals, the wrapped case apart, and head alone checked against the ring's size.</summary>
    private static bool KernelAccepts(uint head, uint cur, uint @base, uint limit, uint n)
    {
        if (limit >= @base)
        {
            if (head < @base || head > limit || cur < head || cur > limit)
            {
                return false;
            }
        }
        else
        {
            if (head > limit && head < @base)
            {
                return false;
            }

            if (head <= limit ? cur < head || cur > limit : cur > limit && cur < head)
            {
                return false;
            }
        }

        return head < n;
    }
}
