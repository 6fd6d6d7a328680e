using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NfvRuntime.Actors.Hosting;

/// <summary>The actors of a system that others look for. Any thread.</summary>
public class ActorRegistry : IActorRegistry, IExtension
{
    private static readonly ConditionalWeakTable<ActorSystem, ActorRegistry> Registries = [];

    private readonly Lock _lock = new();
    private readonly Dictionary<Type, TaskCompletionSource<IActorRef>> _entries = [];

    /// <summary>The registry of a system.</summary>
    /// <param name="actorSystem">The system.</param>
    public static ActorRegistry For(ActorSystem actorSystem) => Registries.GetValue(actorSystem, static _ => new ActorRegistry());

    /// <inheritdoc/>
    public void Register<TKey>(IActorRef actor, bool overwrite = false)
    {
        if (!TryRegister<TKey>(actor, overwrite))
        {
            throw new DuplicateActorRegistryException($"An actor is registered for {typeof(TKey)} already: {Get<TKey>()}.");
        }
    }

    /// <inheritdoc/>
    public bool TryRegister<TKey>(IActorRef actor, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(actor);
        lock (_lock)
        {
            if (Entry<TKey>().TrySetResult(actor))
            {
                return true;
            }

            if (overwrite)
            {
                _entries.Remove(typeof(TKey));
                Entry<TKey>().SetResult(actor);
            }

            return overwrite;
        }
    }

    /// <inheritdoc/>
    public IActorRef Get<TKey>() => TryGet<TKey>(out IActorRef? actor)
        ? actor
        : throw new MissingActorRegistryEntryException($"No actor registered for key {typeof(TKey).FullName}");

    /// <inheritdoc/>
    public bool TryGet<TKey>([NotNullWhen(true)] out IActorRef? actor)
    {
        lock (_lock)
        {
            Task<IActorRef> entry = Entry<TKey>().Task;
            actor = entry.IsCompletedSuccessfully ? entry.Result : null;
            return actor is not null;
        }
    }

    /// <inheritdoc/>
    public Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default)
    {
        lock (_lock)
        {
            return Entry<TKey>().Task.WaitAsync(ct);
        }
    }

    private TaskCompletionSource<IActorRef> Entry<TKey>()
    {
        if (!_entries.TryGetValue(typeof(TKey), out TaskCompletionSource<IActorRef>? entry))
        {
            _entries.Add(typeof(TKey), entry = new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return entry;
    }
}
