namespace NfvRuntime.Runtime.Tests.Guests;

public sealed class CpuShareTests
{
    [Fact]
    public void Guests_get_their_CPUs_in_turn()
    {
        var share = new CpuShare(4);

        Assert.Equal(["0", "1,2", "3", "0,1,2"], new[] { 1, 2, 1, 3 }.Select(share.Next));
    }

    [Fact]
    public void Who_may_use_all_CPUs_is_kept_on_none() => Assert.Null(new CpuShare(2).Next(2));
}
