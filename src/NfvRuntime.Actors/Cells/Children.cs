namespace NfvRuntime.Actors;

/// <summary>
/// The children of a cell. Behind a lock, since any thread may make a child of the user guardian; no message passes here.
/// </summary>
internal sealed class Children
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ChildStats?> _byName = [];
    private int _unnamed;

    public ChildPhase Phase { get; private set; }

    /// <summary>Keeps a name for a child that is being made.</summary>
    /// <returns>The name; one made up if null was given.</returns>
    public string Reserve(string? name, ActorPath parent)
    {
        lock (_lock)
        {
            RefuseIfStopping(parent);
            name ??= NextName();
            if (!_byName.TryAdd(name, null))
            {
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique! {parent} already has a child of that name.");
            }

            return name;
        }
    }

    public void Release(string name)
    {
        lock (_lock)
        {
            _byName.Remove(name);
        }
    }

    public void Attach(ChildStats child, ActorPath parent)
    {
        lock (_lock)
        {
            RefuseIfStopping(parent);
            _byName[child.Child.Path.Name] = child;
        }
    }

    public ChildStats? Find(string name)
    {
        lock (_lock)
        {
            return _byName.GetValueOrDefault(name);
        }
    }

    /// <summary>The child with that reference; null if the name is held by another incarnation or by nobody.</summary>
    public ChildStats? Find(IActorRef child)
    {
        ChildStats? found = Find(child.Path.Name);
        return found is not null && ReferenceEquals(found.Child, child) ? found : null;
    }

    public ChildStats[] Snapshot()
    {
        lock (_lock)
        {
            return _byName.Count == 0 ? [] : [.. _byName.Values.OfType<ChildStats>()];
        }
    }

    /// <summary>Forgets a child that has stopped.</summary>
    /// <returns>What the cell was waiting for if this was the last one; else <see cref="ChildPhase.Normal"/>.</returns>
    public ChildPhase Remove(ChildStats child)
    {
        lock (_lock)
        {
            _byName.Remove(child.Child.Path.Name);
            if (Phase == ChildPhase.Normal || AnyDying())
            {
                return ChildPhase.Normal;
            }

            ChildPhase done = Phase;
            Phase = done == ChildPhase.Terminating ? done : ChildPhase.Normal;
            return done;
        }
    }

    /// <summary>Begins to wait for the children that are stopping.</summary>
    /// <returns>False if there are none.</returns>
    public bool WaitFor(ChildPhase phase)
    {
        lock (_lock)
        {
            if (!AnyDying())
            {
                return false;
            }

            Phase = phase;
            return true;
        }
    }

    /// <summary>No more children, ever; those that there are have been told to stop.</summary>
    /// <returns>The children to stop.</returns>
    public ChildStats[] BeginTermination()
    {
        lock (_lock)
        {
            Phase = ChildPhase.Terminating;
            return Snapshot();
        }
    }

    public void EndTermination()
    {
        lock (_lock)
        {
            Phase = ChildPhase.Terminated;
        }
    }

    private void RefuseIfStopping(ActorPath parent)
    {
        if (Phase is ChildPhase.Terminating or ChildPhase.Terminated)
        {
            throw new InvalidOperationException($"Cannot create child while terminating or terminated: {parent} has been stopped.");
        }
    }

    private bool AnyDying()
    {
        foreach (ChildStats? child in _byName.Values)
        {
            if (child is { IsDying: true })
            {
                return true;
            }
        }

        return false;
    }

    private string NextName()
    {
        const string digits = "abcdefghijklmnopqrstuvwxyz0123456789";
        string name = "";
        int number = _unnamed++;
        do
        {
            name += digits[number % digits.Length];
            number /= digits.Length;
        }
        while (number > 0);
        return "$" + name;
    }
}
