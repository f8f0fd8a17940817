import { spawnSync } from 'node:child_process'

/** The table model of the seed's `user.py`, copied verbatim. */
const seedModel = `
from sqlalchemy.orm import declarative_base, sessionmaker
from sqlalchemy import Column, Integer, String, create_engine
import bcrypt, json, sys

Base = declarative_base()

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    email = Column(String(250), nullable=False)
    hashed_password = Column(String(250), nullable=False)
    session_id = Column(String(250), nullable=True)
    reset_token = Column(String(250), nullable=True)

file, given = sys.argv[1], json.loads(sys.argv[2])
session = sessionmaker(bind=create_engine('sqlite:///' + file))()
`

/** A Python with the seed's two packages (Debian: python3-bcrypt, python3-sqlalchemy), or null. */
export const python =
  ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import bcrypt, sqlalchemy']).status === 0) ??
  null

export const withoutPython = 'no Python with bcrypt and SQLAlchemy here (Debian: python3-bcrypt python3-sqlalchemy)'

/**
 * Runs a script after the seed's model. The script can use `session`, `User`, `bcrypt` and `given`.
 * Returns the JSON that it prints.
 */
export function runSeedPython(file: string, given: unknown, script: string): unknown {
  const run = spawnSync(python ?? 'python3', ['-c', seedModel + script, file, JSON.stringify(given)], {
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}
