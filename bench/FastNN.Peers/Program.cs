using FastNN.Peers;

return CommandLine.Run(args);
