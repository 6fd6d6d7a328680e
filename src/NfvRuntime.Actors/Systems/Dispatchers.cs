using NfvRuntime.Actors.Configuration;

namespace NfvRuntime.Actors;

/// <summary>What dispatchers a system's configuration describes. Islands are made by code, since they take what no configuration holds.</summary>
internal static class Dispatchers
{
    private static readonly string[] PoolTypes = ["Dispatcher", "TaskDispatcher", "ForkJoinDispatcher", "PinnedDispatcher"];

    /// <summary>Whether the configuration describes a dispatcher of the thread pool under that id.</summary>
    public static bool IsPool(Config config, string dispatcher) =>
        !config.IsEmpty && config.GetString(dispatcher + ".type") is { } type && Array.IndexOf(PoolTypes, type) >= 0;
}
