namespace NfvRuntime.Actors.Configuration;

/// <summary>An object of a configuration: each value is a string, a list of such values, or an object.</summary>
internal sealed class HoconObject
{
    public Dictionary<string, object> Values { get; } = [];

    /// <summary>The value of a path; null if there is none.</summary>
    public object? Find(IReadOnlyList<string> path)
    {
        object? at = this;
        foreach (string key in path)
        {
            if (at is not HoconObject inside || !inside.Values.TryGetValue(key, out at))
            {
                return null;
            }
        }

        return at;
    }

    /// <summary>Sets the value of a path. Objects are merged; anything else replaces.</summary>
    public void Set(IReadOnlyList<string> path, object value)
    {
        HoconObject at = this;
        for (int i = 0; i < path.Count - 1; i++)
        {
            if (!at.Values.TryGetValue(path[i], out object? next) || next is not HoconObject inside)
            {
                at.Values[path[i]] = inside = new HoconObject();
            }

            at = inside;
        }

        if (value is HoconObject added && at.Values.TryGetValue(path[^1], out object? old) && old is HoconObject known)
        {
            foreach ((string key, object item) in added.Values)
            {
                known.Set([key], item);
            }
        }
        else
        {
            at.Values[path[^1]] = value;
        }
    }

    /// <summary>A copy in which this object's values come before those of another.</summary>
    public HoconObject Over(HoconObject fallback)
    {
        var merged = new HoconObject();
        foreach (HoconObject layer in new[] { fallback, this })
        {
            foreach ((string key, object value) in layer.Values)
            {
                merged.Set([key], value is HoconObject inside ? inside.Over(new HoconObject()) : value);
            }
        }

        return merged;
    }
}
