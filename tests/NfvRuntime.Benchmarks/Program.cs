using BenchmarkDotNet.Running;

// Micro-benchmarks; the end-to-end ones are `nfv bench`. Run all or some:
//   dotnet run -c Release --project tests/NfvRuntime.Benchmarks -- --filter '*Checksum*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
