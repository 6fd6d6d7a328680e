namespace NfvRuntime.Counters;

/// <summary>Reads cells of one table or of several, into a list that is emptied before.</summary>
/// <param name="readings">Gets the cells; the labels of a cell are the same list at each reading.</param>
/// <exception cref="InvalidDataException">A table is damaged.</exception>
/// <exception cref="ObjectDisposedException">A table is gone.</exception>
public delegate void CounterSource(List<CounterReading> readings);
