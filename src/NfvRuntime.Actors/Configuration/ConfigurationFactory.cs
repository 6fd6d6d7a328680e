namespace NfvRuntime.Actors.Configuration;

/// <summary>Makes configurations.</summary>
public class ConfigurationFactory
{
    /// <summary>A configuration without values.</summary>
    public static Config Empty => new(new HoconObject());

    /// <summary>Reads HOCON: objects, lists, dotted keys, quoted and plain values, comments; no substitutions and no includes.</summary>
    /// <param name="hocon">The text.</param>
    /// <exception cref="ConfigurationException">The text cannot be read; the message names the line.</exception>
    public static Config ParseString(string hocon) => new(new HoconReader(hocon).ReadAll());
}
