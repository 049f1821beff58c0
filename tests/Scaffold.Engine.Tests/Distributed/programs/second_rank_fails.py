"""The second process fails while the others wait for it."""

from mpi4py import MPI

world = MPI.COMM_WORLD
world.Barrier()
if world.Get_rank() == 1:
    raise ValueError("no more")
world.Barrier()
