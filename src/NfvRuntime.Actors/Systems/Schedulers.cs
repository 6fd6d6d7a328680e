using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Actors.Configuration;

namespace NfvRuntime.Actors;

/// <summary>The system's scheduler: its own, or the one that the configuration names.</summary>
internal static class Schedulers
{
    private const string Key = "akka.scheduler.implementation";

    /// <summary>Makes it.</summary>
    /// <exception cref="ConfigurationException">What the configuration names is no scheduler.</exception>
    [SuppressMessage("Trimming", "IL2057", Justification = "Nothing is trimmed.")]
    public static IScheduler Make(ActorSystemImpl system)
    {
        if (system.Config.GetString(Key) is not { } name)
        {
            return new IslandScheduler(system, system.ControlIsland);
        }

        Type type = Type.GetType(name) ?? throw new ConfigurationException($"{Key} = {name}: there is no such type.");
        return Activator.CreateInstance(type, system.Config, system.Log) as IScheduler
            ?? throw new ConfigurationException($"{Key} = {name}: the type is no {nameof(IScheduler)}.");
    }
}
