import { mount } from 'svelte';
import App from './App.svelte';
// Light or dark before the first screen is drawn.
import './parts/theme.svelte';
import './style.css';

mount(App, { target: document.getElementById('app')! });
