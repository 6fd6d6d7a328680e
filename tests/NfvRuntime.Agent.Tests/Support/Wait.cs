namespace NfvRuntime.Agent.Tests;

/// <summary>Waits that end with a failed test instead of hanging.</summary>
internal static class Wait
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<T> For<T>(Task<T> task) => task.WaitAsync(Limit);

    public static Task For(Task task) => task.WaitAsync(Limit);

    /// <summary>For what another process will do without telling.</summary>
    public static async Task Until(Func<bool> condition, string what = "It did not come true in time.")
    {
        long end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < end, what);
            await Task.Delay(2);
        }
    }
}
